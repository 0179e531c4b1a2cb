package io.weir.exchange;

import io.weir.Nullable;
import java.util.List;

/** Where the ranges of an edge begin, as one of its writers learns it; all writers of an edge learn the same. */
public interface RangeBounds {
    /** Names what to call, from any thread, once they are known. */
    void onKnown(Runnable wake);

    /** The first key of each range but the first, ascending; null as long as that is not decided. */
    byte @Nullable [][] known();

    /** Some keys of the writer's rows. */
    void add(List<byte[]> keys);

    /** The writer has no more rows. */
    void writerEnded();
}
