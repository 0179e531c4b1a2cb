package io.weir.state;

/** To whom the rows of a snapshot's table go back when the parallelism has changed. */
public enum Scope {
    /** By key group. */
    KEYED,
    /** Spread evenly. */
    SPLIT,
    /** Every task gets all rows. */
    UNION,
    /** Every task wrote the same rows; every task gets them once. */
    BROADCAST
}
