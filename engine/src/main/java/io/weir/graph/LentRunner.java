package io.weir.graph;

/** A runner in the hands of those who do not end it. */
public record LentRunner(JobRunner owned) implements JobRunner {
    @Override
    public Job submit(Dataflow dataflow, JobSettings settings) {
        return owned.submit(dataflow, settings);
    }

    @Override
    public int slots() {
        return owned.slots();
    }

    @Override
    public long operatorMemory() {
        return owned.operatorMemory();
    }

    /** Whoever owns it does that. */
    @Override
    public void close() {}
}
