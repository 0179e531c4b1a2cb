package io.weir.aggregate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.flow.Batch;

/** What aggregates do about rows that are taken back. */
final class Deletes {
    private Deletes() {}

    /** For an aggregate that cannot subtract. */
    static void refuse(Batch arguments, String aggregate) {
        var changes = arguments.changes();
        if (changes == null) {
            return;
        }
        var rows = arguments.selection();
        for (var i = 0; i < rows.count(); i++) {
            if (changes.value(rows.row(i)) < 0) {
                throw new EngineException(
                        ErrorCode.NOT_SUPPORTED,
                        "an aggregate cannot take rows back that an update or delete removed; aggregate a stream of inserts: "
                                + aggregate);
            }
        }
    }
}
