package io.weir.yarn.master;

import io.weir.cluster.Provisioner;
import io.weir.yarn.container.ContainerMemory;
import io.weir.yarn.container.Launch;
import io.weir.yarn.container.TaskManagerContainer;
import io.weir.yarn.launch.Launcher;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.UpdatedContainer;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.client.api.NMClient;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * Asks YARN for containers as jobs want them and starts a TaskManager in each; what comes and is not wanted any more goes back at once.
 * One that lacked memory is replaced by a larger one. All it knows is its own thread's.
 */
final class ContainerProvisioner extends AMRMClientAsync.AbstractCallbackHandler implements Provisioner, AutoCloseable {
    private static final int BEAT_MILLIS = 200;

    /** Of containers that end within {@link #SHORT_LIFE_SECONDS}, one after the other. */
    private static final int MOST_FAILURES = 8;

    private static final int SHORT_LIFE_SECONDS = 30;

    /** As long as a TaskManager looks for another JobManager. */
    private static final int EXPECTED_SECONDS = 60;

    private final MasterSettings settings;
    private final Launch launch;
    private final AMRMClientAsync<ContainerRequest> resourceManager;
    private final NMClient nodeManagers = NMClient.createNMClient();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final Clock clock = Clock.systemUTC();
    private final ContainerLog log = new ContainerLog(System.err, clock);
    private final ScheduledExecutorService own =
            Executors.newSingleThreadScheduledExecutor(action -> new Thread(action, "weir-containers"));

    /** By the names of containers. Any thread. */
    private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();

    private final ContainerRequests requests;
    private final BadNodes badNodes = new BadNodes();
    private final Map<ContainerId, Held> held = new HashMap<>();

    /** Held by a former ApplicationMaster; their TaskManagers have not come yet. */
    private final Set<ContainerId> expected = new HashSet<>();

    private List<String> jobManager = List.of();
    private List<String> near = List.of();
    private int wanted;
    private int failures;
    private volatile int inReach = Integer.MAX_VALUE;

    private record Held(Container container, Instant since) {}

    ContainerProvisioner(MasterSettings settings, Launch launch, Configuration hadoop) {
        this.settings = settings;
        this.launch = launch;
        resourceManager = AMRMClientAsync.createAMRMClientAsync(BEAT_MILLIS, this);
        requests = new ContainerRequests(resourceManager, settings.taskManagerMemory(), settings.taskManagerCores());
        resourceManager.init(hadoop);
        resourceManager.start();
        nodeManagers.init(hadoop);
        nodeManagers.start();
    }

    /**
     * Tells YARN where clients find the JobManager, and browsers its pages. What a former ApplicationMaster held is held by this one.
     * Before anything is wanted.
     */
    void register(InetSocketAddress at, String pages) throws IOException, YarnException {
        jobManager = List.of(at.getHostString(), Integer.toString(at.getPort()));
        var registered = resourceManager.registerApplicationMaster(at.getHostString(), at.getPort(), pages);
        var most = registered.getMaximumResourceCapability().getMemorySize();
        perform(() -> {
            requests.limit(most);
            registered.getContainersFromPreviousAttempts().forEach(this::keep);
            adjust("a former ApplicationMaster held " + expected.size());
        });
        var unused = own.schedule(this::endExpectation, EXPECTED_SECONDS, TimeUnit.SECONDS);
    }

    private void keep(Container container) {
        held.put(container.getId(), new Held(container, clock.instant()));
        expected.add(container.getId());
        tell("kept", container.getId().toString(), ContainerLog.place(container));
    }

    private void endExpectation() {
        List.copyOf(expected).forEach(container -> giveBack(container, "its TaskManager did not come again"));
        expected.clear();
        adjust("some did not come again");
    }

    @Override
    public void came(String taskManager) {
        perform(() -> expected.remove(ContainerId.fromString(TaskManagerContainer.container(taskManager))));
    }

    /** Gives all containers back and says how the application ended. */
    void unregister(FinalApplicationStatus status, String cause) throws IOException, YarnException {
        perform(() -> List.copyOf(held.keySet()).forEach(container -> giveBack(container, "the application ends")));
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
    public int slotsInReach() {
        return Math.min(inReach, mostSlots());
    }

    @Override
    public long memory() {
        return settings.memory().operators();
    }

    @Override
    public void want(int slots, List<String> hosts) {
        perform(() -> {
            var cores = settings.taskManagerCores();
            wanted = Math.min(settings.mostTaskManagers(), (slots + cores - 1) / cores);
            near = hosts;
            adjust("jobs want " + slots + (slots == 1 ? " slot" : " slots"));
        });
    }

    @Override
    public void release(String taskManager, String why) {
        perform(() -> {
            giveBack(ContainerId.fromString(TaskManagerContainer.container(taskManager)), why);
            adjust("one went back");
        });
    }

    @Override
    public CompletableFuture<String> end(String taskManager) {
        return ends.computeIfAbsent(TaskManagerContainer.container(taskManager), absent -> new CompletableFuture<>());
    }

    private void perform(Runnable action) {
        try {
            own.execute(action);
        } catch (RejectedExecutionException closed) {
            // all containers have been given back
        }
    }

    private void tell(String what, String container, String why) {
        log.tell(what, container, why, new ContainerLog.Numbers(held.size(), requests.size(), wanted));
    }

    private void adjust(String why) {
        while (held.size() + requests.size() < wanted) {
            requests.ask(near);
            tell("asked", "-", requests.memory() + " MB" + (near.isEmpty() ? "" : " near " + near) + ", " + why);
        }
        while (held.size() + requests.size() > wanted && requests.size() > 0) {
            requests.withdraw();
            tell("withdrawn", "-", why);
        }
    }

    private void giveBack(ContainerId container, String why) {
        if (held.remove(container) != null) {
            resourceManager.releaseAssignedContainer(container);
            tell("returned", container.toString(), why);
        }
    }

    @Override
    public void onContainersAllocated(List<Container> containers) {
        perform(() -> containers.forEach(this::start));
    }

    private void start(Container container) {
        var name = container.getId().toString();
        if (!requests.answer(container)) {
            resourceManager.releaseAssignedContainer(container.getId());
            tell("returned", name, "nobody wants it any more, " + ContainerLog.place(container));
            return;
        }
        held.put(container.getId(), new Held(container, clock.instant()));
        tell("granted", name, ContainerLog.place(container));
        try {
            var arguments =
                    List.of(jobManager.get(0), jobManager.get(1), Integer.toString(settings.taskManagerCores()));
            nodeManagers.startContainer(
                    container,
                    launch.of(
                            TaskManagerContainer.class,
                            ContainerMemory.of((int) container.getResource().getMemorySize()),
                            Launcher.OPTIONS_OF_TASKS,
                            arguments));
        } catch (IOException | YarnException | RuntimeException failed) {
            var why = "it could not be started on " + container.getNodeId() + ": " + failed.getMessage();
            giveBack(container.getId(), why);
            avoid(container);
            failed(name + ": " + why);
        }
    }

    @Override
    public void onContainersCompleted(List<ContainerStatus> statuses) {
        perform(() -> statuses.forEach(this::completed));
    }

    /** One that we gave back is not held any more. */
    private void completed(ContainerStatus status) {
        var name = status.getContainerId().toString();
        var end = new ContainerEnd(status);
        var known = held.remove(status.getContainerId());
        if (known == null) {
            tell("gone", name, end.why());
            return;
        }
        var why = end.why();
        if (end.lackedMemory() && known.container().getResource().getMemorySize() >= requests.memory()) {
            why += requests.grow()
                    ? "; the next one has " + requests.memory() + " MB"
                    : "; no container can have more than " + requests.memory() + " MB";
        }
        tell("lost", name, why);
        end(name).complete(why);
        if (end.speaksAgainstNode()) {
            avoid(known.container());
        }
        if (clock.instant().isAfter(known.since().plusSeconds(SHORT_LIFE_SECONDS))) {
            failures = 0;
        }
        failed(name + ": " + why);
    }

    private void avoid(Container container) {
        var host = container.getNodeId().getHost();
        if (badNodes.add(host, resourceManager.getClusterNodeCount())) {
            resourceManager.updateBlacklist(List.of(host), List.of());
            tell("avoids", "-", "containers ended on " + host + " again and again");
        }
    }

    private void failed(String cause) {
        failures++;
        if (failures >= MOST_FAILURES) {
            failure.complete(failures + " containers failed, the last one so: " + cause);
        } else {
            adjust("one is lost");
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

    /** Asked at every beat, which tells how much room the queue has. */
    @Override
    public float getProgress() {
        perform(this::reach);
        return 0;
    }

    private void reach() {
        var room = resourceManager.getAvailableResources();
        if (room != null) {
            var more = (int) Math.min(settings.mostTaskManagers(), room.getMemorySize() / requests.memory());
            inReach = (held.size() + more) * settings.taskManagerCores();
        }
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
