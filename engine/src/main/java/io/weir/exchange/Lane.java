package io.weir.exchange;

import io.weir.flow.Batch;
import java.util.ArrayList;
import java.util.List;

/** Gathers the small pieces that one target gets of many batches into full batches. */
final class Lane {
    private final int batchRows;
    private final Target target;
    private final boolean holding;
    private final List<Batch> pieces = new ArrayList<>();
    private int rows;

    Lane(int batchRows, Target target) {
        this(batchRows, target, false);
    }

    private Lane(int batchRows, Target target, boolean holding) {
        this.batchRows = batchRows;
        this.target = target;
        this.holding = holding;
    }

    /** A lane that sends nothing before it is flushed. */
    static Lane holding(int batchRows, Target target) {
        return new Lane(batchRows, target, true);
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
        if (!holding && rows > 0 && rows + count > batchRows) {
            flush();
        }
        pieces.add(piece);
        rows += count;
        // half a batch is worth no second copy
        if (!holding && rows * 2 >= batchRows) {
            flush();
        }
    }

    void flush() {
        if (rows > 0) {
            sendPieces();
            pieces.clear();
            rows = 0;
        }
    }

    private void sendPieces() {
        var first = 0;
        var sum = 0;
        for (var i = 0; i < pieces.size(); i++) {
            var count = pieces.get(i).rows();
            if (sum > 0 && sum + count > batchRows) {
                target.send(Batch.concat(pieces.subList(first, i)));
                first = i;
                sum = 0;
            }
            sum += count;
        }
        target.send(Batch.concat(pieces.subList(first, pieces.size())));
    }
}
