package io.weir.yarn.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.ApplicationConstants;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;

/** How a main class of ours begins in a container: the engine's archive, which a node keeps for all of them, a command, the parcel. */
public final class Launch {
    /** The setting of where the engine's archive lies. */
    public static final String ARCHIVE = "yarn.archive";

    private static final String LIB = "weir";
    private static final List<String> OPTIONS =
            List.of("-XX:-UsePerfData", "-Xshare:auto", "-XX:+ExitOnOutOfMemoryError");

    private final LocalResource archive;
    private final Parcel parcel;
    private final Map<String, LocalResource> resources;

    /**
     * For all containers.
     *
     * @param archive of the engine, where it lies
     * @param resources beside the engine, under their names in the working directory
     */
    public Launch(FileStatus archive, Parcel parcel, Map<String, LocalResource> resources) {
        this.resources = resources;
        this.archive = LocalResource.newInstance(
                URL.fromPath(archive.getPath()),
                LocalResourceType.ARCHIVE,
                LocalResourceVisibility.PRIVATE,
                archive.getLen(),
                archive.getModificationTime());
        this.parcel = parcel;
    }

    /** @param options of the Java machine beside those of memory */
    public ContainerLaunchContext of(
            Class<?> main, ContainerMemory memory, List<String> options, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("exec", ApplicationConstants.Environment.JAVA_HOME.$$() + "/bin/java"));
        command.addAll(memory.options());
        command.addAll(OPTIONS);
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        command.add("1><LOG_DIR>/stdout");
        command.add("2><LOG_DIR>/stderr");
        // without Kerberos a container acts as the user of the node's process unless it is told whose it is
        var environment = Map.of(
                "WEIR_LOG",
                "<LOG_DIR>/stderr",
                "CLASSPATH",
                ".:./" + LIB + "/*",
                "HADOOP_USER_NAME",
                UserGroupInformation.getCurrentUser().getShortUserName());
        var all = new HashMap<>(resources);
        all.put(LIB, archive);
        return ContainerLaunchContext.newInstance(
                all, environment, List.of(String.join(" ", command)), Map.of(), parcel.credentials(tokens()), Map.of());
    }

    private static Credentials tokens() throws IOException {
        return UserGroupInformation.getCurrentUser().getCredentials();
    }
}
