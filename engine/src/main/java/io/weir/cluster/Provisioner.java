package io.weir.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where TaskManagers come from. Called on the JobManager's thread, so nothing here may block. */
public interface Provisioner {
    /** Somebody else starts and ends TaskManagers. */
    Provisioner NONE = new Provisioner() {
        @Override
        public void want(int slots, List<String> near) {}

        @Override
        public void release(String taskManager, String why) {}
    };

    /**
     * So many slots are of use now, those that are there included; 0 once no job is left. Asked for again whenever it changes, and
     * after a TaskManager was lost. One that comes registers with the JobManager by itself.
     *
     * @param near hosts that are better than others, the best first
     */
    void want(int slots, List<String> near);

    /** So many slots there can be, whether or not they are there now; 0 if nobody knows. */
    default int mostSlots() {
        return 0;
    }

    /** So many slots there can be now, as others leave room for them. */
    default int slotsInReach() {
        return mostSlots();
    }

    /** Bytes that operators may keep in a TaskManager that comes; 0 if nobody knows. */
    default long memory() {
        return 0;
    }

    /** A TaskManager has registered. */
    default void came(String taskManager) {}

    /** Nothing runs there and nobody reads what it keeps: it may be given back. */
    void release(String taskManager, String why);

    /** Why a TaskManager ended that was lost, once that is known; empty if nobody knows. From any thread. */
    default CompletableFuture<String> end(String taskManager) {
        return CompletableFuture.completedFuture("");
    }
}
