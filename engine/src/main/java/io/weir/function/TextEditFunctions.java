package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.expression.PerRow;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Values;
import io.weir.vector.VectorBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text made of text. */
final class TextEditFunctions {
    private static final List<DataType> ONE = List.of(Scalar.VARCHAR);
    private static final List<DataType> TWO = List.of(Scalar.VARCHAR, Scalar.VARCHAR);
    private static final List<DataType> THREE = List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.VARCHAR);
    private static final List<DataType> COUNTED = List.of(Scalar.VARCHAR, Scalar.BIGINT);

    private TextEditFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        letters(family);
        joins(family);
        padding(family);
        replacing(family);
        splitting(family);
        return family.functions();
    }

    private static void letters(Family family) {
        family.rows("upper ucase", ONE, Scalar.VARCHAR, (row, out) -> changeCase(row, out, 'a', 'z'));
        family.rows("lower lcase", ONE, Scalar.VARCHAR, (row, out) -> changeCase(row, out, 'A', 'Z'));
        family.texts("initcap", ONE, row -> initials(row.text(0)));
        family.texts(
                "reverse", ONE, row -> new StringBuilder(row.text(0)).reverse().toString());
        family.texts("chr char", List.of(Scalar.BIGINT), row -> {
            var code = row.integer(0);
            if (code < 0 || !Character.isValidCodePoint((int) Math.min(code, Integer.MAX_VALUE))) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no character has the number " + code);
            }
            return Character.toString((int) code);
        });
        family.texts("soundex", ONE, row -> Soundex.of(row.text(0)));
        family.texts("space", List.of(Scalar.BIGINT), row -> repeat(" ", row.integer(0)));
        family.texts(
                "normalize", ONE, row -> java.text.Normalizer.normalize(row.text(0), java.text.Normalizer.Form.NFC));
    }

    static Expression lower(Expression text) {
        return PerRow.of("lower", Scalar.VARCHAR, List.of(text), (row, out) -> changeCase(row, out, 'A', 'Z'));
    }

    /** Letters between the two bounds change, if all is ASCII; other text goes the long way. */
    private static void changeCase(Row row, VectorBuilder out, char first, char last) {
        var length = row.length(0);
        var start = row.start(0);
        var data = row.data(0);
        var changed = new byte[length];
        for (var i = 0; i < length; i++) {
            var b = data[start + i];
            if (b < 0) {
                var text = row.text(0);
                RowFunction.append(out, first == 'a' ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT));
                return;
            }
            changed[i] = b >= first && b <= last ? (byte) (b ^ 0x20) : b;
        }
        out.append(changed, 0, length);
    }

    private static String initials(String text) {
        var changed = new StringBuilder();
        var inWord = false;
        for (var c : text.codePoints().toArray()) {
            var letter = Character.isLetterOrDigit(c);
            changed.appendCodePoint(!letter ? c : inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inWord = letter;
        }
        return changed.toString();
    }

    private static void joins(Family family) {
        family.custom("concat ||", TextEditFunctions::texts, Family.perRow("concat", TextEditFunctions::concat));
        family.custom(
                "concat ||",
                arguments -> !arguments.isEmpty() && arguments.stream().allMatch(type -> type == Scalar.VARBINARY)
                        ? new Signature(arguments, Scalar.VARBINARY)
                        : null,
                Family.perRow("concat", TextEditFunctions::concat));
        family.custom(
                "concat_ws",
                arguments -> arguments.isEmpty() ? null : texts(arguments),
                Family.perRowSeeingNulls("concat_ws", (row, out) -> {
                    if (row.isNull(0)) {
                        out.appendNull();
                        return;
                    }
                    var parts = new ArrayList<String>();
                    for (var i = 1; i < row.size(); i++) {
                        if (!row.isNull(i)) {
                            parts.add(row.text(i));
                        }
                    }
                    RowFunction.append(out, String.join(row.text(0), parts));
                }));
        family.custom(
                "elt",
                arguments -> arguments.size() < 2 || !Coercion.accepts(arguments.get(0), Scalar.BIGINT)
                        ? null
                        : eltTypes(arguments),
                Family.perRowSeeingNulls("elt", (row, out) -> {
                    var index = row.isNull(0) ? 0 : row.integer(0);
                    var known = index >= 1 && index < row.size() && !row.isNull((int) index);
                    RowFunction.append(out, known ? row.text((int) index) : null);
                }));
    }

    /** At least one text; numbers, dates and truths among them are written out. */
    private static @Nullable Signature texts(List<DataType> arguments) {
        var any = arguments.stream().anyMatch(Coercion::isText);
        var all = arguments.stream()
                .allMatch(type -> type != Scalar.VARBINARY
                        && (type instanceof Scalar
                                || type instanceof DataType.Char
                                || type instanceof DataType.Decimal));
        return any && all ? new Signature(Collections.nCopies(arguments.size(), Scalar.VARCHAR), Scalar.VARCHAR) : null;
    }

    private static @Nullable Signature eltTypes(List<DataType> arguments) {
        var parameters = new ArrayList<DataType>(Collections.nCopies(arguments.size(), Scalar.VARCHAR));
        parameters.set(0, Scalar.BIGINT);
        return Coercion.acceptsAll(arguments, parameters) ? new Signature(parameters, Scalar.VARCHAR) : null;
    }

    private static void concat(Row row, VectorBuilder out) {
        var length = 0;
        for (var i = 0; i < row.size(); i++) {
            length = Math.addExact(length, row.length(i));
        }
        var joined = new byte[length];
        var position = 0;
        for (var i = 0; i < row.size(); i++) {
            System.arraycopy(row.data(i), row.start(i), joined, position, row.length(i));
            position += row.length(i);
        }
        out.append(joined, 0, length);
    }

    private static void padding(Family family) {
        family.texts("lpad", COUNTED, row -> pad(row.text(0), row.integer(1), " ", true));
        family.texts("rpad", COUNTED, row -> pad(row.text(0), row.integer(1), " ", false));
        var filled = List.<DataType>of(Scalar.VARCHAR, Scalar.BIGINT, Scalar.VARCHAR);
        family.texts("lpad", filled, row -> pad(row.text(0), row.integer(1), row.text(2), true));
        family.texts("rpad", filled, row -> pad(row.text(0), row.integer(1), row.text(2), false));
        family.texts("repeat", COUNTED, row -> repeat(row.text(0), row.integer(1)));
    }

    private static String repeat(String text, long count) {
        if (count <= 0 || text.isEmpty()) {
            return "";
        }
        requireSize(count);
        requireSize(count * text.getBytes(StandardCharsets.UTF_8).length);
        return text.repeat((int) count);
    }

    private static void requireSize(long bytes) {
        if (bytes < 0 || bytes > 1 << 24) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "text longer than 16 MiB: " + bytes + " bytes");
        }
    }

    private static String pad(String text, long size, String fill, boolean left) {
        if (size < 0 || fill.isEmpty()) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "padding needs a length that is not negative and characters to fill with: " + size + ", '" + fill
                            + "'");
        }
        requireSize(size);
        var characters = text.codePointCount(0, text.length());
        if (characters >= size) {
            return text.substring(0, text.offsetByCodePoints(0, (int) size));
        }
        var missing = (int) size - characters;
        var unit = fill.codePointCount(0, fill.length());
        var padding = fill.repeat(missing / unit) + fill.substring(0, fill.offsetByCodePoints(0, missing % unit));
        return left ? padding + text : text + padding;
    }

    private static void replacing(Family family) {
        family.texts("replace", THREE, row -> replace(row.text(0), row.text(1), row.text(2)));
        family.texts("replace", TWO, row -> replace(row.text(0), row.text(1), ""));
        family.texts("translate translate3", THREE, row -> translate(row.text(0), row.text(1), row.text(2)));
        family.texts(
                "overlay",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.BIGINT),
                row -> overlay(
                        row.text(0),
                        row.text(1),
                        row.integer(2),
                        row.text(1).codePointCount(0, row.text(1).length())));
        family.texts(
                "overlay",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.BIGINT, Scalar.BIGINT),
                row -> overlay(row.text(0), row.text(1), row.integer(2), row.integer(3)));
    }

    private static String replace(String text, String wanted, String by) {
        return wanted.isEmpty() ? text : text.replace(wanted, by);
    }

    /** Every character of {@code from} becomes the one at its place in {@code to}, or vanishes where there is none. */
    private static String translate(String text, String from, String to) {
        var sources = from.codePoints().boxed().toList();
        var targets = to.codePoints().toArray();
        var changed = new StringBuilder();
        text.codePoints().forEach(c -> {
            var index = sources.indexOf(c);
            if (index < 0) {
                changed.appendCodePoint(c);
            } else if (index < targets.length) {
                changed.appendCodePoint(targets[index]);
            }
        });
        return changed.toString();
    }

    private static String overlay(String text, String by, long position, long count) {
        var size = text.codePointCount(0, text.length());
        if (position < 1 || position > size) {
            return text;
        }
        var start = text.offsetByCodePoints(0, (int) position - 1);
        var kept = Math.min(size, Math.max(0, position - 1 + count));
        return text.substring(0, start) + by + text.substring(text.offsetByCodePoints(0, (int) kept));
    }

    private static void splitting(Family family) {
        var counted = List.<DataType>of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.BIGINT);
        family.texts("split_part", counted, row -> {
            if (row.integer(2) < 1) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, "split_part counts from 1: " + row.integer(2));
            }
            var parts = split(row.text(0), row.text(1));
            return row.integer(2) > parts.size() ? null : parts.get(row.count(2) - 1);
        });
        family.texts("split_index", counted, row -> {
            var parts = split(row.text(0), row.text(1));
            var index = row.integer(2);
            return index < 0 || index >= parts.size() ? null : parts.get((int) index);
        });
        family.texts("substring_index", counted, row -> {
            var parts = split(row.text(0), row.text(1));
            var count = row.integer(2);
            var kept = (int) Math.min(Math.abs(count), parts.size());
            return String.join(
                    row.text(1),
                    count >= 0 ? parts.subList(0, kept) : parts.subList(parts.size() - kept, parts.size()));
        });
        var list = new ListOf(Scalar.VARCHAR);
        family.rows("split", TWO, list, (row, out) -> Values.append(out, split(row.text(0), row.text(1))));
        family.rows("split", counted, list, (row, out) -> {
            if (row.integer(2) < 1) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, "split needs a limit above 0: " + row.integer(2));
            }
            Values.append(out, List.of(row.text(0).split(Pattern.quote(row.text(1)), row.count(2))));
        });
    }

    /** Between every two characters where the delimiter is empty. */
    static List<String> split(String text, String delimiter) {
        if (delimiter.isEmpty()) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        return List.of(text.split(Pattern.quote(delimiter), -1));
    }
}
