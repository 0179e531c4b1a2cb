package io.weir.operator;

import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.io.Serializable;

/**
 * What the build side of a join knows about its keys, so that the scan of the probe side can drop rows that find no partner. Keeps
 * all rows that have one, and perhaps others. Immutable, shared between threads.
 */
public interface RuntimeFilter extends Serializable {
    /** The rows that may have a partner. The vector is of any kind, of the type of the key. */
    Selection select(Vector keys, Selection rows);

    /** False only if no key from {@code low} to {@code high}, both included, has a partner. Objects as in a {@link io.weir.vector.Values}. */
    boolean mayContain(Object low, Object high);

    /** A filter that keeps what either keeps. */
    RuntimeFilter or(RuntimeFilter other);
}
