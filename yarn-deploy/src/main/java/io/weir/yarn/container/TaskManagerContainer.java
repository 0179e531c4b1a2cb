package io.weir.yarn.container;

import io.weir.cluster.ClusterSettings;
import io.weir.cluster.LocalClusterSettings;
import io.weir.cluster.TaskManagerProcess;
import io.weir.cluster.TaskManagerSettings;
import io.weir.exchange.socket.Secret;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** The process of a TaskManager in a container. Ends with its JobManager; the container's name is its own. */
public final class TaskManagerContainer {
    private static final int FAILURE = 2;

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
        var parcel = Parcel.received();
        var settings = new TaskManagerSettings(
                new InetSocketAddress(host, port),
                System.getenv("CONTAINER_ID"),
                Optional.of(System.getenv("NM_HOST")),
                slots,
                LocalClusterSettings.defaults().operatorMemory(),
                // the working directory, on a disk that the node has chosen, goes with the container
                Path.of("spill").toAbsolutePath());
        var cluster = ClusterSettings.read(parcel.settings());
        try (var taskManager =
                TaskManagerProcess.start(settings, cluster, Secret.of(parcel.secret()), Optional.empty())) {
            System.err.println("ended: " + taskManager.awaitEnd());
        }
    }
}
