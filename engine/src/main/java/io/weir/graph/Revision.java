package io.weir.graph;

import java.io.Serializable;
import java.util.Map;

/** Improves what of a job has not begun by what was really seen. Implemented by whoever made the dataflow. */
public interface Revision extends Serializable {
    /** Leaves every job as it is. */
    Revision NONE = (dataflow, seen) -> dataflow;

    /**
     * Asked by the JobManager, on its thread, when stages with blocking edges have ended and before stages that read such edges begin,
     * perhaps more than once. Answers the job as it goes on. Stages that have begun stay as they are, and every edge keeps its place in the
     * list and the stages that it joins. Of the others all may change but sources and sinks: operators, parallelism if it becomes less, how
     * edges into them are partitioned, and a pipelined edge may become a blocking one. A blocking edge that was written in partitions by
     * hash is then read by runs of partitions, or all of it as a broadcast.
     *
     * @param seen what went over blocking edges that nobody reads yet, by place in {@link Dataflow#edges()}
     */
    Dataflow revise(Dataflow dataflow, Map<Integer, EdgeStatistics> seen);
}
