package io.weir.expression;

/** Characters in bytes of UTF-8. A character is a code point. */
public final class Utf8 {
    private Utf8() {}

    static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /** The number of characters. */
    public static int count(byte[] data, int start, int length) {
        var continuations = 0;
        for (var i = start; i < start + length; i++) {
            continuations += isContinuation(data[i]) ? 1 : 0;
        }
        return length - continuations;
    }

    /** The number of bytes of the first so many characters; all of them if there are fewer. */
    public static int prefix(byte[] data, int start, int length, int characters) {
        if (length <= characters) {
            return length;
        }
        var seen = 0;
        for (var i = 0; i < length; i++) {
            if (!isContinuation(data[start + i]) && seen++ == characters) {
                return i;
            }
        }
        return length;
    }

    /** The number of bytes without blanks at the end. */
    public static int withoutTrailingBlanks(byte[] data, int start, int length) {
        var kept = length;
        while (kept > 0 && data[start + kept - 1] == ' ') {
            kept--;
        }
        return kept;
    }

    /** Where a piece stands first at or after {@code from}, as an index of the data; -1 if it does not. */
    public static int find(byte[] data, int from, int end, byte[] piece, int pieceStart, int pieceLength) {
        if (pieceLength == 0) {
            return from;
        }
        var first = piece[pieceStart];
        for (var i = from; i <= end - pieceLength; i++) {
            if (data[i] == first && matches(data, i, piece, pieceStart, pieceLength)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] data, int at, byte[] piece, int pieceStart, int pieceLength) {
        for (var i = 1; i < pieceLength; i++) {
            if (data[at + i] != piece[pieceStart + i]) {
                return false;
            }
        }
        return true;
    }
}
