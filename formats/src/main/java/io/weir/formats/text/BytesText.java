package io.weir.formats.text;

import io.weir.vector.VectorBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Texts, binary and truth. */
final class BytesText {
    private BytesText() {}

    static boolean text(byte[] data, int start, int length, VectorBuilder to) {
        to.append(data, start, length);
        return true;
    }

    /** Without the blanks at the end; a longer text is none. */
    static TextParser chars(int max) {
        return (data, start, length, to) -> {
            var kept = length;
            while (kept > 0 && data[start + kept - 1] == ' ') {
                kept--;
            }
            var characters = 0;
            for (var i = start; i < start + kept; i++) {
                characters += (data[i] & 0xc0) != 0x80 ? 1 : 0;
            }
            if (characters > max) {
                return false;
            }
            to.append(data, start, kept);
            return true;
        };
    }

    static boolean hex(byte[] data, int start, int length, VectorBuilder to) {
        try {
            var bytes = HexFormat.of().parseHex(new String(data, start, length, StandardCharsets.US_ASCII));
            to.append(bytes, 0, bytes.length);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean bool(byte[] data, int start, int length, VectorBuilder to) {
        switch (new String(data, start, length, StandardCharsets.US_ASCII)
                .strip()
                .toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> to.append(true);
            case "false", "f", "0" -> to.append(false);
            default -> {
                return false;
            }
        }
        return true;
    }
}
