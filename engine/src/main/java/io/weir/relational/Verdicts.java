package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.vector.Selection;

/** Whether probe rows have a partner, a byte a row alive: what a join knows of a batch once all its pairs were seen. */
final class Verdicts {
    static final byte NO = 0;
    /** A null stands where the partner would be told. */
    static final byte PERHAPS = 1;

    static final byte YES = 2;

    private Verdicts() {}

    /** What a join of that kind answers for whole probe rows, all pairs having been answered before; null if nothing. */
    static @Nullable Batch answer(JoinKind kind, Batch probe, byte[] verdicts, JoinColumns columns) {
        return switch (kind) {
            case INNER, RIGHT, BUILD_SEMI, BUILD_ANTI -> null;
            case LEFT, FULL -> columns.withoutPartner(with(probe, verdicts, NO));
            case SEMI -> with(probe, verdicts, YES);
            case ANTI, ANTI_NULL_AWARE -> with(probe, verdicts, NO);
            case MARK -> JoinColumns.marked(probe, verdicts);
        };
    }

    private static Batch with(Batch probe, byte[] verdicts, byte wanted) {
        var count = probe.rows();
        var rows = new int[count];
        var n = 0;
        for (var i = 0; i < count; i++) {
            rows[n] = probe.selection().row(i);
            n += verdicts[i] == wanted ? 1 : 0;
        }
        return n == count ? probe : probe.select(Selection.of(rows, n));
    }
}
