package io.weir.cluster;

/** Where TaskManagers come from. Called on the JobManager's thread, so nothing here may block. */
public interface Provisioner {
    /** Somebody else starts and ends TaskManagers. */
    Provisioner NONE = new Provisioner() {
        @Override
        public void want(int slots) {}

        @Override
        public void release(String taskManager) {}
    };

    /**
     * So many slots are of use now, those that are there included; 0 once no job is left. Asked for again whenever it changes, and
     * after a TaskManager was lost. One that comes registers with the JobManager by itself.
     */
    void want(int slots);

    /** So many slots there can be, whether or not they are there now; 0 if nobody knows. */
    default int mostSlots() {
        return 0;
    }

    /** Bytes that operators may keep in a TaskManager that comes; 0 if nobody knows. */
    default long memory() {
        return 0;
    }

    /** Nothing runs there and nobody reads what it keeps: it may be given back. */
    void release(String taskManager);
}
