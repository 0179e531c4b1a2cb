package io.weir.cluster;

import io.weir.Nullable;
import java.util.function.Supplier;

/** Something built once, by the first who asks, while the others wait. */
final class Shared<T> {
    private @Nullable T built;

    synchronized T get(Supplier<T> build) {
        var known = built;
        if (known == null) {
            known = build.get();
            built = known;
        }
        return known;
    }
}
