/**
 * The job as data. Read {@link io.weir.graph.Dataflow}, {@link io.weir.graph.Partitioning}, {@link io.weir.graph.JobRunner}. Records
 * that check themselves, and {@link io.weir.graph.JarLoader} for the classes that they hold; nothing here runs, but a {@link io.weir.graph.Revision} is asked while the job does.
 */
package io.weir.graph;
