package io.weir.yarn.master;

import io.weir.cluster.SchedulerSettings;
import io.weir.yarn.container.ContainerMemory;
import io.weir.yarn.container.Launch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * What an ApplicationMaster is told.
 *
 * @param archive where the engine's archive lies
 * @param taskManagerMemory of a container, in megabytes
 * @param taskManagerCores of a container, and slots in it
 * @param mostTaskManagers at one time
 * @param idle how long a container is kept that no job has a use for
 * @param session of many clients: it ends when it is told to, not with the first of them
 */
public record MasterSettings(
        Path archive,
        int taskManagerMemory,
        int taskManagerCores,
        int mostTaskManagers,
        Duration idle,
        boolean session) {
    static final String MEMORY = "yarn.taskmanager.memory_mb";
    static final String CORES = "yarn.taskmanager.cores";
    static final String MOST = "yarn.taskmanager.most";
    static final String SESSION = "yarn.session";

    public static final Duration PATIENCE = Duration.ofDays(1);

    static MasterSettings read(Map<String, String> values) {
        return new MasterSettings(
                new Path(values.get(Launch.ARCHIVE)),
                Integer.parseInt(values.get(MEMORY)),
                Integer.parseInt(values.get(CORES)),
                Integer.parseInt(values.get(MOST)),
                Duration.ofMillis(Long.parseLong(values.get(SchedulerSettings.IDLE_TIMEOUT))),
                Boolean.parseBoolean(values.get(SESSION)));
    }

    /** Beside those of the cluster. */
    public Map<String, String> with(Map<String, String> others) {
        var all = new HashMap<>(others);
        all.put(Launch.ARCHIVE, archive.toString());
        all.put(MEMORY, Integer.toString(taskManagerMemory));
        all.put(CORES, Integer.toString(taskManagerCores));
        all.put(MOST, Integer.toString(mostTaskManagers));
        all.put(SchedulerSettings.IDLE_TIMEOUT, Long.toString(idle.toMillis()));
        all.put(SESSION, Boolean.toString(session));
        // a queue may be full for long
        all.putIfAbsent(SchedulerSettings.PATIENCE, Long.toString(PATIENCE.toMillis()));
        return all;
    }

    /** At most, of all TaskManagers. */
    public int mostSlots() {
        return mostTaskManagers * taskManagerCores;
    }

    /** Of a TaskManager. */
    public ContainerMemory memory() {
        return ContainerMemory.of(taskManagerMemory);
    }
}
