package io.weir.state;

import io.weir.flow.Batch;
import java.util.List;

/** Gives an operator's snapshot back when it is made anew. */
public interface SnapshotReader {
    /** A first start: every table is empty. */
    SnapshotReader EMPTY = table -> List.of();

    /** The rows that this task is to have. */
    Iterable<Batch> read(String table);
}
