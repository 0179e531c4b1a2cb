package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Argument;
import io.weir.expression.ScalarFunction;
import io.weir.expression.Utf8;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.Arrays;
import java.util.List;

/** Text measured, searched and cut: what needs no new bytes. Characters are code points, positions count from 1. */
final class TextFunctions {
    private static final List<DataType> ONE = List.of(Scalar.VARCHAR);
    private static final List<DataType> TWO = List.of(Scalar.VARCHAR, Scalar.VARCHAR);
    private static final List<DataType> COUNTED = List.of(Scalar.VARCHAR, Scalar.BIGINT);

    private TextFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        measures(family);
        searches(family);
        pieces(family);
        trims(family);
        return family.functions();
    }

    private static void measures(Family family) {
        family.integers(
                "length char_length character_length len",
                ONE,
                row -> Utf8.count(row.data(0), row.start(0), row.length(0)));
        for (var type : List.of(Scalar.VARCHAR, Scalar.VARBINARY)) {
            family.integers("octet_length", List.of(type), row -> row.length(0));
            family.integers("bit_length", List.of(type), row -> 8L * row.length(0));
        }
        family.integers("length", List.of(Scalar.VARBINARY), row -> row.length(0));
        family.integers("ascii", ONE, row -> row.length(0) == 0 ? 0 : row.data(0)[row.start(0)] & 0xff);
        family.integers("codepoint", ONE, row -> {
            var text = row.text(0);
            if (text.codePointCount(0, text.length()) != 1) {
                throw new EngineException(
                        ErrorCode.INVALID_ARGUMENT, "codepoint needs exactly one character: '" + text + "'");
            }
            return text.codePointAt(0);
        });
        family.truths(
                "is_alpha",
                ONE,
                row -> !row.text(0).isEmpty() && row.text(0).codePoints().allMatch(Character::isLetter));
        family.truths(
                "is_digit",
                ONE,
                row -> !row.text(0).isEmpty() && row.text(0).codePoints().allMatch(Character::isDigit));
        family.truths("is_decimal", ONE, row -> row.text(0).matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?"));
        family.truths("is_valid_utf8", List.of(Scalar.VARBINARY), row -> {
            var bytes = row.binary(0);
            return Arrays.equals(
                    bytes,
                    new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
    }

    private static void searches(Family family) {
        family.truths("starts_with startswith", TWO, row -> {
            var length = row.length(1);
            return length <= row.length(0)
                    && Arrays.equals(
                            row.data(0),
                            row.start(0),
                            row.start(0) + length,
                            row.data(1),
                            row.start(1),
                            row.start(1) + length);
        });
        family.truths("ends_with endswith", TWO, row -> {
            var length = row.length(1);
            var end = row.start(0) + row.length(0);
            return length <= row.length(0)
                    && Arrays.equals(row.data(0), end - length, end, row.data(1), row.start(1), row.start(1) + length);
        });
        family.truths(
                "contains",
                TWO,
                row -> Utf8.find(
                                row.data(0),
                                row.start(0),
                                row.start(0) + row.length(0),
                                row.data(1),
                                row.start(1),
                                row.length(1))
                        >= 0);
        family.integers("strpos instr", TWO, row -> Positions.find(row, 0, 1, 1));
        family.integers("position locate charindex", TWO, row -> Positions.find(row, 1, 0, 1));
        family.integers(
                "position locate charindex",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.BIGINT),
                row -> Positions.find(row, 1, 0, row.integer(2)));
        family.integers("strrpos", TWO, row -> Positions.findNth(row.text(0), row.text(1), -1));
        family.integers(
                "find_in_set", TWO, row -> List.of(row.text(1).split(",", -1)).indexOf(row.text(0)) + 1);
        family.integers(
                "strpos",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.BIGINT),
                row -> Positions.findNth(row.text(0), row.text(1), row.integer(2)));
        family.integers(
                "instr",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.BIGINT),
                row -> Positions.find(row, 0, 1, row.integer(2)));
        family.integers(
                "levenshtein_distance levenshtein", TWO, row -> Distances.levenshtein(row.text(0), row.text(1)));
        family.integers("hamming_distance", TWO, row -> Distances.hamming(row.text(0), row.text(1)));
    }

    private static void pieces(Family family) {
        part(
                family,
                "substring substr",
                COUNTED,
                (piece, arguments, row) -> cut(piece, arguments[1].integer(row), Long.MAX_VALUE));
        part(
                family,
                "substring substr",
                List.of(Scalar.VARCHAR, Scalar.BIGINT, Scalar.BIGINT),
                (piece, arguments, row) -> cut(piece, arguments[1].integer(row), arguments[2].integer(row)));
        part(family, "left", COUNTED, (piece, arguments, row) -> cut(piece, 1, arguments[1].integer(row)));
        part(family, "right", COUNTED, (piece, arguments, row) -> {
            var count = Math.max(0, arguments[1].integer(row));
            var characters = Utf8.count(piece.data(), piece.start(), piece.length());
            cut(piece, Math.max(1, characters - count + 1), count);
        });
    }

    private static void part(Family family, String names, List<DataType> parameters, PartOfText.Finder finder) {
        var name = names.split(" ")[0];
        family.bound(
                names,
                parameters,
                Scalar.VARCHAR,
                (arguments, signature) -> new PartOfText(name, Scalar.VARCHAR, arguments, finder));
    }

    /** Position 1 is the first character, -1 the last one; there is none at 0. */
    private static void cut(PartOfText.Piece piece, long position, long count) {
        var data = piece.data();
        if (position == 0 || count <= 0) {
            piece.set(piece.start(), 0);
            return;
        }
        var skipped = position - 1;
        if (position < 0) {
            skipped = Utf8.count(data, piece.start(), piece.length()) + position;
            if (skipped < 0) {
                piece.set(piece.start(), 0);
                return;
            }
        }
        var prefix = Utf8.prefix(data, piece.start(), piece.length(), (int) Math.min(skipped, Integer.MAX_VALUE));
        var start = piece.start() + prefix;
        var rest = piece.length() - prefix;
        piece.set(start, Utf8.prefix(data, start, rest, (int) Math.min(count, Integer.MAX_VALUE)));
    }

    private static void trims(Family family) {
        part(family, "trim btrim", ONE, (piece, arguments, row) -> trim(piece, true, true));
        part(family, "ltrim", ONE, (piece, arguments, row) -> trim(piece, true, false));
        part(family, "rtrim", ONE, (piece, arguments, row) -> trim(piece, false, true));
        part(family, "trim btrim", TWO, (piece, arguments, row) -> trim(piece, arguments[1].text(row), true, true));
        part(family, "ltrim", TWO, (piece, arguments, row) -> trim(piece, arguments[1].text(row), true, false));
        part(family, "rtrim", TWO, (piece, arguments, row) -> trim(piece, arguments[1].text(row), false, true));
        family.bound(
                "trim",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.VARCHAR),
                Scalar.VARCHAR,
                (arguments, signature) -> new PartOfText(
                        "trim",
                        Scalar.VARCHAR,
                        List.of(arguments.get(2), arguments.get(0), arguments.get(1)),
                        TextFunctions::trimAsTold));
    }

    /** The text, then both, leading or trailing, then the characters to trim. */
    private static void trimAsTold(PartOfText.Piece piece, Argument[] arguments, int row) {
        var side = arguments[1].text(row).toLowerCase(java.util.Locale.ROOT);
        trim(piece, arguments[2].text(row), !side.equals("trailing"), !side.equals("leading"));
    }

    private static void trim(PartOfText.Piece piece, boolean left, boolean right) {
        var data = piece.data();
        var start = piece.start();
        var end = piece.end();
        while (left && start < end && data[start] == ' ') {
            start++;
        }
        while (right && start < end && data[end - 1] == ' ') {
            end--;
        }
        piece.set(start, end - start);
    }

    private static void trim(PartOfText.Piece piece, String characters, boolean left, boolean right) {
        var data = piece.data();
        var start = piece.start();
        var end = piece.end();
        while (left && start < end) {
            var length = Utf8.prefix(data, start, end - start, 1);
            if (!contains(characters, data, start, length)) {
                break;
            }
            start += length;
        }
        while (right && start < end) {
            var last = end - 1;
            while (last > start && (data[last] & 0xC0) == 0x80) {
                last--;
            }
            if (!contains(characters, data, last, end - last)) {
                break;
            }
            end = last;
        }
        piece.set(start, end - start);
    }

    private static boolean contains(String characters, byte[] data, int start, int length) {
        return characters.contains(new String(data, start, length, java.nio.charset.StandardCharsets.UTF_8));
    }
}
