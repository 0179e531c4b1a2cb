package io.weir.yarn;

import io.weir.sql.command.Deployment;
import io.weir.sql.tpch.TpchQueries;
import io.weir.sql.tpch.TpchRun;
import io.weir.table.SessionSettings;
import io.weir.table.TableEnvironment;
import io.weir.yarn.client.YarnDeployment;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** An application whose client is this process, for one statement after the other. */
final class OpenShell {
    private final TableEnvironment tables;
    private final TpchRun run;
    private final Deployment deployment;
    private final String application;

    OpenShell(PseudoHadoop hadoop, String data, Map<String, String> settings, String... options) throws Exception {
        var yarn = new YarnDeployment();
        var arguments = new ArrayList<>(List.of("--yarn"));
        arguments.addAll(List.of(options));
        new CommandLine(yarn).parseArgs(arguments.toArray(String[]::new));
        deployment = yarn;
        tables = TableEnvironment.create(
                yarn.open(settings), SessionSettings.STANDARD.with(SessionSettings.PARALLELISM, 2));
        run = new TpchRun(tables, data);
        application = hadoop.newestApplication();
    }

    /** As {@code HADOOP_CONF_DIR} does it for a process. */
    static void useConfiguration(PseudoHadoop hadoop) throws MalformedURLException {
        var directory = hadoop.configuration().toUri().toURL();
        var loader = new URLClassLoader(new URL[] {directory}, OpenShell.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
    }

    String application() {
        return application;
    }

    List<String> lines(String sql) {
        return run.time(new TpchQueries.TpchQuery("statement", sql)).lines();
    }

    /** What runs ends. */
    void cancel() {
        tables.cancel();
    }

    /** Says that it went well. */
    void end() {
        tables.close();
        deployment.end(0, "");
    }
}
