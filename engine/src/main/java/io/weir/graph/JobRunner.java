package io.weir.graph;

/** Runs dataflows somewhere. The APIs need not know where. */
public interface JobRunner extends AutoCloseable {
    /** Starts the job and answers at once. */
    Job submit(Dataflow dataflow, JobSettings settings);

    /** How many tasks of a stage can run at once. */
    int slots();

    /** Bytes that the operators of a job may keep. */
    long operatorMemory();

    @Override
    void close();
}
