package io.weir.yarn.container;

import io.weir.cluster.ClusterSettings;
import io.weir.cluster.JobManagerLocator;
import io.weir.cluster.LocalClusterSettings;
import io.weir.cluster.TaskManagerProcess;
import io.weir.cluster.TaskManagerSettings;
import io.weir.memory.HugePages;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** The process of a TaskManager in a container. Ends with its JobManager; the container's name is its own. */
public final class TaskManagerContainer {
    private static final int FAILURE = 2;
    private static final String AGAIN = " again ";

    private TaskManagerContainer() {}

    /** The JobManager's host and port, and the number of slots. */
    public static void main(String[] arguments) {
        try {
            run(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            System.exit(0);
        } catch (Exception | LinkageError failed) {
            failed.printStackTrace();
            System.exit(FAILURE);
        }
    }

    private static void run(String host, int port, int slots) throws Exception {
        HugePages.warning().ifPresent(System.err::println);
        var parcel = Parcel.received();
        var cluster = ClusterSettings.read(parcel.settings());
        var access = Access.of(parcel);
        var records = Staging.named(parcel.configuration(), parcel.settings()).records();
        var locator = JobManagerLocator.from(new InetSocketAddress(host, port), new LeaderLocator(records));
        var isWanted = true;
        for (var time = 1; isWanted; time++) {
            var settings = new TaskManagerSettings(
                    locator,
                    name(System.getenv("CONTAINER_ID"), time),
                    Optional.of(System.getenv("NM_HOST")),
                    slots,
                    LocalClusterSettings.defaults().operatorMemory(),
                    // the working directory, on a disk that the node has chosen, goes with the container
                    Path.of("spill").toAbsolutePath());
            try (var taskManager = TaskManagerProcess.start(settings, cluster, access.secret(), access.tls())) {
                System.err.println("ended: " + taskManager.awaitEnd());
                isWanted = taskManager.isRefused();
            }
        }
    }

    /** One that was lost comes again under another name. */
    private static String name(String container, int time) {
        return time == 1 ? container : container + AGAIN + time;
    }

    /** The container that a TaskManager of that name runs in. */
    public static String container(String name) {
        var again = name.indexOf(AGAIN);
        return again < 0 ? name : name.substring(0, again);
    }
}
