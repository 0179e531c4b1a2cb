package io.weir;

import static java.util.Map.entry;

import java.util.Map;

/** The classes that several threads touch: the only ones with locks, volatiles and atomics. */
final class SharedClasses {
    /** By name, why. */
    static final Map<String, String> REASONS = Map.ofEntries(
            entry("LocalChannel", "between the threads of the writing and of the reading task"),
            entry("Dictionary", "batches of several tasks share one, and with it what was worked out for its entries"),
            entry("FooterCache", "parts of one file are opened by several tasks, which share its footer"),
            entry("PageBuffers", "readers of several tasks use arrays one after the other"),
            entry("FileSummaries", "all queries of a process look at the same files"),
            entry(
                    "NodeFact",
                    "sessions of a process plan at once; what one found out about the library the others use"),
            entry("MemoryPool", "all operators of a process reserve from one"),
            entry("OperatorMetrics", "written by its task, read by whoever shows it"),
            entry("Spool", "between the threads of the writing and of the reading tasks"),
            entry("OutputStore", "tasks leave their outputs here, readers in and outside of the process find them"),
            entry("SocketExchange", "all tasks of a process open channels, all connections come and go"),
            entry("SocketSender", "between the threads of the writing task and of the connection"),
            entry("SocketChannel", "between the threads of the connection and of the reading task"),
            entry("Connection", "channels announce themselves to it from any thread"),
            entry("CreditPool", "all channels of a process have credit from one"),
            entry("EncoderPool", "senders of all tasks share encoders"),
            entry("Outlets", "senders of all tasks and readers of all connections meet here"),
            entry("ReadPermits", "all connections of a process share buffers for what they read from files"),
            entry("SpoolMemory", "the tasks of both ends of a blocking edge have one account"),
            entry("SampledBounds", "all tasks that write to an edge have the same"),
            entry("RunningTask", "anybody wakes a task"),
            entry("ResultChannel", "between a task and the client"),
            entry("ScanProgress", "counted by tasks, read by the client"),
            entry("JobManager", "clients submit from any thread"),
            entry("TaskManager", "clients ask for the memory of a job"),
            entry("JobScope", "what all tasks of a job share"),
            entry("JobCounters", "stages begin while the client looks"),
            entry("Shared", "built by one task, read by all"),
            entry("SplitQueue", "its enumerator is asked and closed on IO threads"),
            entry("FilterBoard", "tasks of several stages meet here"),
            entry("ClusterThreads", "numbers its threads"),
            entry("CarrierThreads", "numbers the turns of tasks of all jobs"),
            entry("JobCode", "jobs begin and end on several threads"),
            entry("JarStore", "jars come and are asked for by several connections"),
            entry("JarFetch", "jobs ask for jars while pieces of them come"),
            entry("FollowedOutput", "those who follow ask while it is waited for them"),
            entry("JobHistory", "jobs begin and end while others look"),
            entry("RestServer", "begun by one thread, closed by another"),
            entry("Gateway", "clients ask over several connections"),
            entry("GatewayStatement", "between the thread that runs it and those of clients who ask"),
            entry("StatementJobs", "cancelled from another thread"),
            entry("JobBoard", "tasks of all processes meet here"),
            entry("Wiring", "tasks begin on one thread and leave on others"),
            entry("SpooledEdges", "written by the threads of tasks, closed by that of the job"),
            entry("StoredEdges", "written by the threads of tasks, closed by that of the job"),
            entry("TaskManagers", "clients ask for slots and memory"),
            entry("Pump", "woken by whoever sends and whoever takes"),
            entry("TaskManagerProxy", "between the thread of the connection and the JobManager's"),
            entry("TaskManagerProcess", "between the thread of the connection and those of tasks"),
            entry("Orders", "performed on one thread, reported on by another"),
            entry("RemoteJobLink", "what all tasks of a job have of a JobManager elsewhere"),
            entry("RemoteBounds", "between the thread of the connection and those of tasks"),
            entry("JobManagerProcess", "clients come and go on threads of connections"),
            entry(
                    "ContainerProvisioner",
                    "the JobManager's thread asks how many slots are in reach, and why one was lost"),
            entry("Clients", "they come and go on threads of connections, their jobs end on the JobManager's"),
            entry("JobJournal", "between the JobManager's thread and those that write"),
            entry("Reconnection", "between the threads of the client, of the connection and of tries to make one"),
            entry("JobManagerLocator", "asked by whichever thread tries to connect"),
            entry("JobManagerWire", "between the threads of the connection, of orders and of tasks"),
            entry("RemoteClient", "between the thread of the connection and the JobManager's"),
            entry("RemoteCluster", "between the thread of the connection and the client's"),
            entry("RemoteJob", "between the thread of the connection and the client's"),
            entry("TaskManagerCommand", "a signal ends what runs"),
            entry("ProgressLine", "a clock's thread writes it while the statement runs"),
            entry("TableEnvironment", "its statement is watched and cancelled from another thread"));

    private SharedClasses() {}
}
