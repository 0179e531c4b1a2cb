package io.weir.expression;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of LIKE cut at its percent signs into pieces. The first piece stands at the start, the last one at the end, those
 * between are found one after the other, each as far left as possible.
 */
final class LikePattern {
    /** Stands for one character in a piece. */
    private static final int ANY = -1;

    private final List<int[]> pieces;

    private LikePattern(List<int[]> pieces) {
        this.pieces = pieces;
    }

    /** Escape is a byte of ASCII, or -1 for none. */
    static LikePattern compile(byte[] pattern, int start, int length, int escape) {
        var pieces = new ArrayList<int[]>();
        var piece = new int[length];
        var n = 0;
        for (var i = start; i < start + length; i++) {
            var c = pattern[i] & 0xff;
            if (c == escape) {
                i++;
                if (i == start + length || pattern[i] != '%' && pattern[i] != '_' && pattern[i] != escape) {
                    throw new EngineException(
                            ErrorCode.INVALID_ARGUMENT,
                            "the escape character of like must stand before %, _ or itself: "
                                    + new String(pattern, start, length, java.nio.charset.StandardCharsets.UTF_8));
                }
                piece[n++] = pattern[i] & 0xff;
            } else if (c == '%') {
                pieces.add(Arrays.copyOf(piece, n));
                n = 0;
            } else {
                piece[n++] = c == '_' ? ANY : c;
            }
        }
        pieces.add(Arrays.copyOf(piece, n));
        return new LikePattern(pieces);
    }

    /** The longest run of plain bytes that stands between percent signs and so in every match; empty if there is none. */
    byte[] needle() {
        var longest = new byte[0];
        for (var i = 1; i < pieces.size() - 1; i++) {
            var piece = pieces.get(i);
            if (piece.length > longest.length && Arrays.stream(piece).noneMatch(c -> c == ANY)) {
                longest = new byte[piece.length];
                for (var j = 0; j < piece.length; j++) {
                    longest[j] = (byte) piece[j];
                }
            }
        }
        return longest;
    }

    boolean matches(byte[] data, int start, int length) {
        var end = start + length;
        var first = pieces.get(0);
        var position = match(first, data, start, end);
        if (position < 0) {
            return false;
        }
        var last = pieces.size() - 1;
        if (last == 0) {
            return position == end;
        }
        var tail = matchBackwards(pieces.get(last), data, position, end);
        if (tail < 0) {
            return false;
        }
        for (var i = 1; i < last; i++) {
            position = find(pieces.get(i), data, position, tail);
            if (position < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the piece ends if it stands at {@code from}; -1 if it does not. */
    private static int match(int[] piece, byte[] data, int from, int end) {
        var position = from;
        for (var c : piece) {
            if (position >= end) {
                return -1;
            }
            if (c == ANY) {
                position++;
                while (position < end && isContinuation(data[position])) {
                    position++;
                }
            } else if ((data[position++] & 0xff) != c) {
                return -1;
            }
        }
        return position;
    }

    /** Where the piece begins if it ends at {@code end}; -1 if it does not. */
    private static int matchBackwards(int[] piece, byte[] data, int from, int end) {
        var position = end;
        for (var i = piece.length - 1; i >= 0; i--) {
            position--;
            if (piece[i] == ANY) {
                while (position >= from && isContinuation(data[position])) {
                    position--;
                }
            }
            if (position < from || piece[i] != ANY && (data[position] & 0xff) != piece[i]) {
                return -1;
            }
        }
        return position;
    }

    /** Where the leftmost occurrence ends; -1 if there is none. */
    private static int find(int[] piece, byte[] data, int from, int end) {
        if (piece.length == 0) {
            return from;
        }
        var first = piece[0];
        var lastStart = end - piece.length;
        for (var i = from; i <= lastStart; i++) {
            if (first == ANY ? !isContinuation(data[i]) : data[i] == (byte) first) {
                var position = match(piece, data, i, end);
                if (position >= 0) {
                    return position;
                }
            }
        }
        return -1;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
