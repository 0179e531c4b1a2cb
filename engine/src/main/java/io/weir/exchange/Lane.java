package io.weir.exchange;

import io.weir.flow.Batch;
import java.util.ArrayList;
import java.util.List;

/** Gathers the small pieces that one target gets of many batches into full batches. */
final class Lane {
    private final int batchRows;
    private final Target target;
    private final List<Batch> pieces = new ArrayList<>();
    private int rows;

    Lane(int batchRows, Target target) {
        this.batchRows = batchRows;
        this.target = target;
    }

    /** Where the full batches of a lane go. */
    interface Target {
        void send(Batch batch);
    }

    void add(Batch piece) {
        var count = piece.rows();
        if (count == 0) {
            return;
        }
        if (rows > 0 && rows + count > batchRows) {
            flush();
        }
        pieces.add(piece);
        rows += count;
        // half a batch is worth no second copy
        if (rows * 2 >= batchRows) {
            flush();
        }
    }

    void flush() {
        if (rows > 0) {
            target.send(Batch.concat(pieces));
            pieces.clear();
            rows = 0;
        }
    }
}
