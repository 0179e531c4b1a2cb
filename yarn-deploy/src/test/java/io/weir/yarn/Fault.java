package io.weir.yarn;

/** What goes wrong in a cluster while it works. */
enum Fault {
    TASKMANAGER_KILLED,
    TASKMANAGER_STOPPED,
    NODEMANAGER_RESTARTED,
    NAMENODE_RESTARTED,
    DISK_FULL,
    MASTER_KILLED,
    MASTER_STOPPED
}
