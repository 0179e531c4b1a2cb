package io.weir.formats.text;

import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.vector.VectorBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The narrowest type that all texts of a column are values of, told text by text. */
public final class TypeGuess {
    /** Each before those that hold its values too. */
    private static final List<DataType> CANDIDATES = List.of(
            Scalar.BOOLEAN,
            Scalar.BIGINT,
            Scalar.DOUBLE,
            Scalar.DATE,
            new DataType.Timestamp(6, false),
            new DataType.Timestamp(9, false),
            new DataType.Timestamp(6, true),
            Scalar.TIME);

    private static final Pattern WORDS_OF_TRUTH = Pattern.compile("true|false|t|f", Pattern.CASE_INSENSITIVE);
    private static final Pattern ZONED = Pattern.compile(".*:.*(Z|[+-]\\d\\d(:?\\d\\d)?)\\s*");
    private static final Pattern NANOS = Pattern.compile(".*\\.\\d{7,}\\s*");

    private final List<TextParser> parsers;
    private final boolean[] ruledOut = new boolean[CANDIDATES.size()];
    private boolean any;

    public TypeGuess(TextFormats formats) {
        parsers = CANDIDATES.stream().map(type -> TextParser.of(type, formats)).toList();
    }

    public void add(byte[] data, int start, int length) {
        any = true;
        for (var i = 0; i < ruledOut.length; i++) {
            ruledOut[i] = ruledOut[i] || !fits(i, data, start, length);
        }
    }

    private boolean fits(int candidate, byte[] data, int start, int length) {
        var type = CANDIDATES.get(candidate);
        if (!parsers.get(candidate).append(data, start, length, VectorBuilder.of(type, 1))) {
            return false;
        }
        if (type == Scalar.BIGINT || type == Scalar.DOUBLE) {
            return !isPadded(data, start, length);
        }
        if (type == Scalar.BOOLEAN || type instanceof DataType.Timestamp) {
            var text = new String(data, start, length, StandardCharsets.UTF_8);
            return type instanceof DataType.Timestamp timestamp
                    ? timestamp.zoned()
                            ? ZONED.matcher(text).matches()
                            : timestamp.nanos() || !NANOS.matcher(text).matches()
                    : WORDS_OF_TRUTH.matcher(text.strip()).matches();
        }
        return true;
    }

    /** A zero before other digits means that they are no number, but a code or a key. */
    private static boolean isPadded(byte[] data, int start, int length) {
        var sign = data[start] == '-' || data[start] == '+' ? 1 : 0;
        return length - sign > 1 && data[start + sign] == '0' && Character.isDigit(data[start + sign + 1]);
    }

    /** Whether this text alone could be a value of that type. */
    public static boolean fits(DataType type, TextFormats formats, byte[] data, int start, int length) {
        return TextParser.of(type, formats).append(data, start, length, VectorBuilder.of(type, 1));
    }

    /** VARCHAR without any text. */
    public DataType type() {
        for (var i = 0; i < ruledOut.length && any; i++) {
            if (!ruledOut[i]) {
                return CANDIDATES.get(i);
            }
        }
        return Scalar.VARCHAR;
    }
}
