package io.weir.formats.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.weir.formats.text.BadRows;
import java.nio.charset.StandardCharsets;

/** What is wrong with a line that is not JSON, in words for whoever wrote the file. */
final class JsonMistakes {
    private static final int SHOWN = 40;

    private JsonMistakes() {}

    /** Columns count characters, from 1. */
    static String of(JsonProcessingException mistake, byte[] data, int start, int length) {
        if (mistake instanceof JsonEOFException) {
            return "the line ends before its object does";
        }
        var location = mistake.getLocation();
        if (mistake instanceof StreamConstraintsException || location == null) {
            return "the line holds a number or text too long, or is nested too deep";
        }
        var offset = start + (int) Math.min(Math.max(location.getByteOffset(), 0), length);
        var column = new String(data, start, offset - start, StandardCharsets.UTF_8).length() + 1;
        var rest = new String(data, offset, Math.min(SHOWN, start + length - offset), StandardCharsets.UTF_8);
        return "not JSON at column " + column + ": " + BadRows.shown(rest);
    }
}
