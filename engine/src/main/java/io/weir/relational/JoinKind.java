package io.weir.relational;

/** Which rows a join answers. The probe side is input 0, the build side input 1. */
public enum JoinKind {
    INNER,
    /** Also the probe rows without a partner. */
    LEFT,
    /** Also the build rows without a partner. */
    RIGHT,
    /** Also the rows of both sides without a partner. */
    FULL,
    /** The probe rows that have a partner, once each; probe columns only. */
    SEMI,
    /** The probe rows without a partner; probe columns only. */
    ANTI,
    /**
     * NOT IN: the probe rows for which {@code key <> all build keys} is true; probe columns only. Without build rows every probe
     * row; otherwise none with a null key, and none at all if a build key is null. The first key is the one that is looked for;
     * further keys and the residual say which build rows it is looked for in, so they are ordinary conditions.
     */
    ANTI_NULL_AWARE,
    /** The build rows that have a partner, once each; build columns only. For a build side much smaller than the probe side. */
    BUILD_SEMI,
    /** The build rows without a partner; build columns only. */
    BUILD_ANTI,
    /** IN as a value: all probe rows with a BOOLEAN column behind them: true, false, or null where SQL does not know. Keys as above. */
    MARK;

    /** Whether pairs are part of the answer: the columns of both sides. */
    public boolean answersPairs() {
        return this == INNER || this == LEFT || this == RIGHT || this == FULL;
    }

    /** Whether build rows are answered by themselves after all probe rows, so that every build row must be in one task only. */
    public boolean keepsBuildRows() {
        return this == RIGHT || this == FULL || this == BUILD_SEMI || this == BUILD_ANTI;
    }

    /** Whether a probe row without partner can be part of the answer; if not, such rows may be dropped before the join. */
    public boolean keepsProbeRows() {
        return this == LEFT || this == FULL || this == ANTI || this == ANTI_NULL_AWARE || this == MARK;
    }

    /** Whether the rows of the probe side are answered one by one, so that one partner settles a row. */
    boolean settlesProbeRows() {
        return this == SEMI || this == ANTI || this == ANTI_NULL_AWARE || this == MARK;
    }

    /** Whether the rows of the build side are answered one by one, so that one partner settles a row. */
    boolean settlesBuildRows() {
        return this == BUILD_SEMI || this == BUILD_ANTI;
    }

    boolean nullAware() {
        return this == ANTI_NULL_AWARE || this == MARK;
    }
}
