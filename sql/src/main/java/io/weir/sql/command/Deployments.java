package io.weir.sql.command;

import io.weir.graph.JobRunner;
import io.weir.graph.LentRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The clusters that can be started for one command line. */
final class Deployments {
    private final List<Deployment> all;
    private String cause = "";

    private Deployments(List<Deployment> all) {
        this.all = all;
    }

    static Deployments found() {
        return new Deployments(ServiceLoader.load(Deployment.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    static Deployments none() {
        return new Deployments(List.of());
    }

    /** Gives the commands that have a session the options of each. */
    void offer(CommandLine line) {
        var session = line.getCommandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(SessionOptions.class::isInstance)
                .map(SessionOptions.class::cast)
                .findAny();
        session.ifPresent(options -> {
            options.deployments(this);
            all.stream()
                    .filter(deployment -> !(deployment instanceof Given))
                    .forEach(deployment -> addOptions(line, deployment));
        });
        line.getCommandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(SiteOptions.class::isInstance)
                .map(SiteOptions.class::cast)
                .forEach(options -> {
                    var sites = ServiceLoader.load(Sites.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .toList();
                    options.others(sites);
                    sites.forEach(site -> addOptions(line, site));
                });
        line.getSubcommands().values().forEach(this::offer);
    }

    private static void addOptions(CommandLine line, Object options) {
        line.getCommandSpec().addMixin(options.getClass().getName(), CommandSpec.forAnnotatedObject(options));
    }

    Optional<JobRunner> open(Map<String, String> settings) {
        return all.stream().filter(Deployment::isChosen).findAny().map(chosen -> chosen.open(settings));
    }

    /** In a process that has a cluster of its own. */
    static Deployments of(JobRunner runner) {
        return new Deployments(List.of(new Given(runner)));
    }

    /** A runner that is there and stays. */
    private record Given(JobRunner runner) implements Deployment {
        @Override
        public boolean isChosen() {
            return true;
        }

        @Override
        public JobRunner open(Map<String, String> settings) {
            return new LentRunner(runner);
        }

        @Override
        public OptionalInt run(Map<String, String> settings, boolean wanted, Supplier<Errand> command) {
            return OptionalInt.empty();
        }

        @Override
        public void end(int exitCode, String cause) {}
    }

    OptionalInt run(Map<String, String> settings, boolean wanted, Supplier<Errand> command) {
        return all.stream()
                .filter(Deployment::isChosen)
                .findAny()
                .map(chosen -> chosen.run(settings, wanted, command))
                .orElseGet(OptionalInt::empty);
    }

    String cause() {
        return cause;
    }

    void failed(String error) {
        cause = error;
    }

    void end(int exitCode) {
        all.forEach(deployment -> deployment.end(exitCode, cause));
    }
}
