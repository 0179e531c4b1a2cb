package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.vector.Selection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Merges sorted runs into one, batch by batch. */
final class MergedRows implements Iterator<Batch> {
    private final int batchRows;
    private final PriorityQueue<Run> runs;

    MergedRows(List<Iterator<Batch>> runs, List<SortColumn> columns, int batchRows) {
        var order = new RowOrder(columns);
        this.batchRows = batchRows;
        this.runs = new PriorityQueue<>(
                (left, right) -> order.compare(left.batch, left.position, right.batch, right.position));
        for (var batches : runs) {
            var run = new Run(batches);
            if (run.advance()) {
                this.runs.add(run);
            }
        }
    }

    @Override
    public boolean hasNext() {
        return !runs.isEmpty();
    }

    @Override
    public Batch next() {
        var pieces = new ArrayList<Piece>();
        var pieceOf = new int[batchRows];
        var rowOf = new int[batchRows];
        var n = 0;
        while (n < batchRows && !runs.isEmpty()) {
            var run = runs.poll();
            if (run.piece == null) {
                run.piece = new Piece(run.batch, run.position, pieces.size());
                pieces.add(run.piece);
            }
            pieceOf[n] = run.piece.number;
            rowOf[n++] = run.piece.count++;
            run.position++;
            if (run.position < run.batch.rows() || run.advance()) {
                runs.add(run);
            }
        }
        runs.forEach(run -> run.piece = null);
        return interleave(pieces, pieceOf, rowOf, n);
    }

    /** Every piece is a range of rows, so that only what is taken is copied, and then put in order. */
    private static Batch interleave(List<Piece> pieces, int[] pieceOf, int[] rowOf, int count) {
        var offsets = new int[pieces.size()];
        var parts = new ArrayList<Batch>();
        var offset = 0;
        for (var piece : pieces) {
            offsets[piece.number] = offset;
            offset += piece.count;
            parts.add(piece.batch.slice(piece.from, piece.count));
        }
        var all = Batch.concat(parts);
        for (var i = 0; i < count; i++) {
            rowOf[i] += offsets[pieceOf[i]];
        }
        var chosen = Selection.of(rowOf, count);
        return Batch.of(
                count, all.columns().stream().map(column -> column.take(chosen)).toList());
    }

    /** What one batch of a run gives to one merged batch. */
    private static final class Piece {
        private final Batch batch;
        private final int from;
        private final int number;
        private int count;

        Piece(Batch batch, int from, int number) {
            this.batch = batch;
            this.from = from;
            this.number = number;
        }
    }

    /** A sorted run, at one of its rows. */
    private static final class Run {
        private final Iterator<Batch> batches;
        private Batch batch = Batch.of(0, List.of());
        private int position;
        private @Nullable Piece piece;

        Run(Iterator<Batch> batches) {
            this.batches = batches;
        }

        /** Moves to the next batch; false if there is none. */
        boolean advance() {
            piece = null;
            position = 0;
            while (batches.hasNext()) {
                batch = batches.next().compact();
                if (batch.rows() > 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
