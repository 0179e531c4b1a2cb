/**
 * Runs jobs. Read {@link io.weir.cluster.LocalCluster}, then the JobManager, the states of a job and its Scheduler, then the
 * TaskManager.
 *
 * <pre>
 *   client ──submit──► JobManager (one mailbox thread) ──deploy──► TaskManager ──► RunningTasks on carrier threads
 *      ▲                  ▲   ▲  └──► enumerators, committers (IO executor)            │
 *      │                  │   └──────────── splits asked for, tasks ended ◄────────────┤
 *      └── rows ◄── ResultChannel ◄────────────────────────────────────────────────────┘
 *
 *   Waiting ─► Deploying ─► Running ─► Committing ─► Releasing ─► Ended
 *                  │           └─► Stopping ────────────▲
 *                  └────────────────────────────────────┘
 * </pre>
 *
 * <p>Within one process that is all. A {@link io.weir.cluster.JobManagerProcess} and its
 * {@link io.weir.cluster.TaskManagerProcess}es are the same over sockets:
 *
 * <pre>
 *   JobRun ──► TaskManagerLink: TaskManagerProxy ══ control messages ══► Orders ──► TaskManager ──► tasks
 *   JobBoard ◄──────────────────── TaskManagerProxy ◄══════════════════ RemoteJobLink :JobLink ◄──────────────────┘
 *   RemoteCluster ══ dataflow ══► RemoteClient ──► JobManager;  rows: task ══► Pump ──► ResultChannel ──► Pump ══► RemoteJob
 * </pre>
 *
 * {@link io.weir.cluster.Reception} meets whoever connects. It, the proxies and the clients know a peer as a ControlWire and an Exchange, so
 * that all of the JobManager's side runs without a network too.
 *
 * <p>Classes of a user's jars are found in what a client sends by {@link io.weir.cluster.Serialised}; {@link io.weir.cluster.JarFetch} gets
 * the jars, and {@link io.weir.cluster.JobCode} opens them for as long as jobs need them.
 *
 * <p>Three kinds of threads: one for all job state, a carrier a slot for the tasks, and IO threads for what may block. All of them are
 * executors handed in, so that a test runs the same code in one thread, in an order of its choice.
 *
 * <p>What the next JobManager must know goes as {@link io.weir.cluster.JournalRecord}s through the {@link io.weir.cluster.JobJournal} to the
 * {@link io.weir.cluster.JobStore}; from there that begins ({@link io.weir.cluster.RecoveredJob}), and {@link io.weir.cluster.Clients}
 * and a client's {@link io.weir.cluster.Reconnection} find each other again.
 *
 * <p>Stages joined by pipelined edges are a region and begin together, once the stages behind its blocking edges have ended. Before
 * that the job's {@link io.weir.graph.Revision} may change what has not begun, by what went over those edges. Outside of regions a slow task
 * may have a second run ({@link io.weir.cluster.Speculation}). Must not know which
 * operators there are.
 */
package io.weir.cluster;
