package io.weir.yarn.master;

import io.weir.cluster.Provisioner;
import io.weir.yarn.container.Launch;
import io.weir.yarn.container.TaskManagerContainer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.UpdatedContainer;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.client.api.NMClient;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * Asks YARN for containers as jobs want them and starts a TaskManager in each; what comes and is not wanted any more goes back at once.
 * All it knows is its own thread's.
 */
final class ContainerProvisioner extends AMRMClientAsync.AbstractCallbackHandler implements Provisioner, AutoCloseable {
    private static final int BEAT_MILLIS = 200;
    private static final Priority PRIORITY = Priority.newInstance(1);

    /** Of containers that end within {@link #SHORT_LIFE_SECONDS}, one after the other. */
    private static final int MOST_FAILURES = 8;

    private static final int SHORT_LIFE_SECONDS = 30;

    private final MasterSettings settings;
    private final Launch launch;
    private final AMRMClientAsync<ContainerRequest> resourceManager;
    private final NMClient nodeManagers = NMClient.createNMClient();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final Clock clock = Clock.systemUTC();
    private final ScheduledExecutorService own =
            Executors.newSingleThreadScheduledExecutor(action -> new Thread(action, "weir-containers"));

    private final Deque<ContainerRequest> asked = new ArrayDeque<>();
    private final Map<ContainerId, Instant> held = new HashMap<>();
    private List<String> jobManager = List.of();
    private int wanted;
    private int failures;

    ContainerProvisioner(MasterSettings settings, Launch launch, Configuration hadoop) {
        this.settings = settings;
        this.launch = launch;
        resourceManager = AMRMClientAsync.createAMRMClientAsync(BEAT_MILLIS, this);
        resourceManager.init(hadoop);
        resourceManager.start();
        nodeManagers.init(hadoop);
        nodeManagers.start();
    }

    /** Tells YARN where clients find the JobManager. Before anything is wanted. */
    void register(InetSocketAddress at) throws IOException, YarnException {
        jobManager = List.of(at.getHostString(), Integer.toString(at.getPort()));
        resourceManager.registerApplicationMaster(at.getHostString(), at.getPort(), "");
    }

    /** Gives all containers back and says how the application ended. */
    void unregister(FinalApplicationStatus status, String cause) throws IOException, YarnException {
        resourceManager.unregisterApplicationMaster(status, cause, "");
    }

    /** Why no job can go on, once that is so. */
    CompletableFuture<String> failure() {
        return failure;
    }

    @Override
    public int mostSlots() {
        return settings.mostSlots();
    }

    @Override
    public long memory() {
        return settings.memory().operators();
    }

    @Override
    public void want(int slots) {
        perform(() -> {
            var cores = settings.taskManagerCores();
            wanted = Math.min(settings.mostTaskManagers(), (slots + cores - 1) / cores);
            adjust();
        });
    }

    @Override
    public void release(String taskManager) {
        perform(() -> giveBack(ContainerId.fromString(taskManager)));
    }

    private void perform(Runnable action) {
        try {
            own.execute(action);
        } catch (RejectedExecutionException closed) {
            // all containers have been given back
        }
    }

    private void adjust() {
        while (held.size() + asked.size() < wanted) {
            var size = Resource.newInstance(settings.taskManagerMemory(), settings.taskManagerCores());
            var request = new ContainerRequest(size, null, null, PRIORITY);
            asked.addLast(request);
            resourceManager.addContainerRequest(request);
        }
        while (held.size() + asked.size() > wanted && !asked.isEmpty()) {
            resourceManager.removeContainerRequest(asked.removeLast());
        }
    }

    private void giveBack(ContainerId container) {
        if (held.remove(container) != null) {
            resourceManager.releaseAssignedContainer(container);
        }
    }

    @Override
    public void onContainersAllocated(List<Container> containers) {
        perform(() -> containers.forEach(this::start));
    }

    private void start(Container container) {
        if (asked.isEmpty()) {
            resourceManager.releaseAssignedContainer(container.getId());
            return;
        }
        resourceManager.removeContainerRequest(asked.removeFirst());
        held.put(container.getId(), clock.instant());
        try {
            var arguments =
                    List.of(jobManager.get(0), jobManager.get(1), Integer.toString(settings.taskManagerCores()));
            nodeManagers.startContainer(
                    container,
                    launch.of(
                            TaskManagerContainer.class,
                            settings.memory(),
                            List.of("-XX:+UseParallelGC", "-XX:NewRatio=11"),
                            arguments));
        } catch (IOException | YarnException | RuntimeException failed) {
            giveBack(container.getId());
            failed("a container could not be started on " + container.getNodeId() + ": " + failed.getMessage());
        }
    }

    @Override
    public void onContainersCompleted(List<ContainerStatus> statuses) {
        perform(() -> statuses.forEach(this::completed));
    }

    /** One that we gave back is not held any more. */
    private void completed(ContainerStatus status) {
        var since = held.remove(status.getContainerId());
        if (since == null) {
            return;
        }
        if (clock.instant().isAfter(since.plusSeconds(SHORT_LIFE_SECONDS))) {
            failures = 0;
        }
        failed("container " + status.getContainerId() + " ended with " + status.getExitStatus() + ": "
                + status.getDiagnostics().strip());
    }

    private void failed(String cause) {
        failures++;
        if (failures >= MOST_FAILURES) {
            failure.complete(failures + " containers failed, the last one so: " + cause);
        } else {
            adjust();
        }
    }

    @Override
    public void onContainersUpdated(List<UpdatedContainer> containers) {}

    @Override
    public void onNodesUpdated(List<NodeReport> nodes) {}

    @Override
    public void onShutdownRequest() {
        failure.complete("YARN has ended the application");
    }

    @Override
    public void onError(Throwable error) {
        failure.complete("the ResourceManager cannot be reached: " + error.getMessage());
    }

    @Override
    public float getProgress() {
        return 0;
    }

    @Override
    public void close() {
        own.shutdownNow();
        resourceManager.stop();
        // would stop the containers one by one: YARN ends them with the application
        nodeManagers.cleanupRunningContainersOnStop(false);
        nodeManagers.stop();
    }
}
