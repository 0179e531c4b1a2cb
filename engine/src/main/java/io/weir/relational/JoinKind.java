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
    /** IN as a value: all probe rows with a BOOLEAN column behind them: true, false, or null where SQL does not know. Keys as above. */
    MARK;

    /** Whether the columns of the build side are part of the answer. */
    public boolean answersBuildColumns() {
        return this == INNER || this == LEFT || this == RIGHT || this == FULL;
    }

    /** Whether a build row without partner is part of the answer, so that every build row must be in one task only. */
    public boolean keepsBuildRows() {
        return this == RIGHT || this == FULL;
    }

    /** Whether a probe row without partner can be part of the answer. */
    public boolean keepsProbeRows() {
        return this == LEFT || this == FULL || this == ANTI || this == ANTI_NULL_AWARE || this == MARK;
    }

    boolean nullAware() {
        return this == ANTI_NULL_AWARE || this == MARK;
    }
}
