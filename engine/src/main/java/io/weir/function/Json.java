package io.weir.function;

import io.weir.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of JSON as they stand in text. Objects are maps in order, arrays lists; numbers keep how they were written.
 */
final class Json {
    private static final int DEEPEST = 500;

    /** The value null. */
    enum Nothing {
        NULL
    }

    /** A number as it was written. */
    record Numeral(String text) {}

    /** Says where text stops being JSON. */
    static final class Malformed extends RuntimeException {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private final String text;
    private int position;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        var json = new Json(text);
        var value = json.value();
        json.skipBlanks();
        if (json.position < text.length()) {
            throw json.malformed("end");
        }
        return value;
    }

    /** Null where the text is no JSON. */
    static @Nullable Object parseOrNull(String text) {
        try {
            return parse(text);
        } catch (Malformed e) {
            return null;
        }
    }

    private Malformed malformed(String expected) {
        return new Malformed("not JSON, expected " + expected + " at character " + position);
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean take(char wanted) {
        skipBlanks();
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private Object value() {
        skipBlanks();
        if (position == text.length() || depth > DEEPEST) {
            throw malformed("a value");
        }
        return switch (text.charAt(position)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", Nothing.NULL);
            default -> numeral();
        };
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, position)) {
            throw malformed(word);
        }
        position += word.length();
        return value;
    }

    private Map<String, Object> object() {
        var object = new LinkedHashMap<String, Object>();
        position++;
        depth++;
        if (!take('}')) {
            do {
                skipBlanks();
                if (position == text.length() || text.charAt(position) != '"') {
                    throw malformed("a name");
                }
                var name = string();
                if (!take(':')) {
                    throw malformed("a colon");
                }
                object.put(name, value());
            } while (take(','));
            if (!take('}')) {
                throw malformed("a closing brace");
            }
        }
        depth--;
        return object;
    }

    private List<Object> array() {
        var array = new ArrayList<Object>();
        position++;
        depth++;
        if (!take(']')) {
            do {
                array.add(value());
            } while (take(','));
            if (!take(']')) {
                throw malformed("a closing bracket");
            }
        }
        depth--;
        return array;
    }

    private String string() {
        var string = new StringBuilder();
        position++;
        while (position < text.length()) {
            var c = text.charAt(position++);
            if (c == '"') {
                return string.toString();
            }
            if (c < ' ') {
                throw malformed("no control character");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        throw malformed("a closing quote");
    }

    private char escaped() {
        var c = position < text.length() ? text.charAt(position++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                var end = Math.min(position + 4, text.length());
                var digits = text.substring(position, end);
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw malformed("four hexadecimal digits");
                }
                position = end;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw malformed("an escape");
        };
    }

    private Numeral numeral() {
        var start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        var number = text.substring(start, position);
        if (!number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw malformed("a value");
        }
        return new Numeral(number);
    }

    /** A value as JSON without blanks. */
    static String write(Object value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> object) {
            var separator = "{";
            for (var entry : object.entrySet()) {
                quote(String.valueOf(entry.getKey()), out.append(separator));
                write(entry.getValue(), out.append(':'));
                separator = ",";
            }
            out.append(object.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> array) {
            var separator = "[";
            for (var element : array) {
                write(element, out.append(separator));
                separator = ",";
            }
            out.append(array.isEmpty() ? "[]" : "]");
        } else if (value instanceof String string) {
            quote(string, out);
        } else {
            out.append(value instanceof Numeral number ? number.text : value == Nothing.NULL ? "null" : value);
        }
    }

    private static void quote(String string, StringBuilder out) {
        out.append('"');
        for (var i = 0; i < string.length(); i++) {
            var c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
