/**
 * The job as data. Read {@link io.weir.graph.Dataflow}, {@link io.weir.graph.Partitioning}, {@link io.weir.graph.JobRunner}. Records
 * that check themselves; nothing here runs.
 */
package io.weir.graph;
