package io.weir.formats.parquet;

import java.util.Arrays;
import java.util.List;

/** Ranges of a file that were read, found by their positions in the file. */
final class FetchedBytes {
    private final List<Piece> pieces;
    private final long[] starts;

    /** Whether others have the arrays: vectors that are views of them, or who reads next. */
    private boolean lent;

    /** A range: {@code bytes} holds it from its beginning and has {@link Slice#SLACK} more. */
    record Piece(long start, byte[] bytes, int length) {}

    /** In the order of their positions; pieces that touch are fine, but none overlap. */
    FetchedBytes(List<Piece> pieces) {
        this.pieces = pieces;
        this.starts = pieces.stream().mapToLong(Piece::start).toArray();
    }

    /** What was sliced stays in use after this is closed. */
    void lend() {
        lent = true;
    }

    /** Gives up the arrays, once, to be used again if nobody can look at them any more. */
    void close() {
        if (!lent) {
            lent = true;
            pieces.forEach(piece -> PageBuffers.shared().giveBack(piece.bytes()));
        }
    }

    long bytes() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }

    /** That range; a view where it lies in one piece. */
    Slice slice(long start, int length) {
        var found = Arrays.binarySearch(starts, start);
        var index = found >= 0 ? found : -found - 2;
        if (index < 0) {
            throw new Damage("page outside of its column");
        }
        var piece = pieces.get(index);
        var offset = start - piece.start();
        if (offset + length <= piece.length()) {
            return new Slice(piece.bytes(), (int) offset, length);
        }
        return joined(index, start, length);
    }

    private Slice joined(int first, long start, int length) {
        var bytes = new byte[length + Slice.SLACK];
        var filled = 0;
        for (var index = first; filled < length; index++) {
            if (index == pieces.size()) {
                throw new Damage("page outside of its column");
            }
            var piece = pieces.get(index);
            var offset = start + filled - piece.start();
            if (offset < 0 || offset >= piece.length()) {
                throw new Damage("page outside of its column");
            }
            var count = (int) Math.min(length - filled, piece.length() - offset);
            System.arraycopy(piece.bytes(), (int) offset, bytes, filled, count);
            filled += count;
        }
        return new Slice(bytes, 0, length);
    }
}
