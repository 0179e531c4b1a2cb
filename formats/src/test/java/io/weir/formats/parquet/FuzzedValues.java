package io.weir.formats.parquet;

import io.weir.vector.Values;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Decoders fed with anything. What lies around a page must not matter: each input is read twice, between other bytes. */
final class FuzzedValues {
    private static final int HEAD = 6;

    private FuzzedValues() {}

    static void run(byte[] input) {
        if (input.length < HEAD) {
            return;
        }
        var zeros = read(input, (byte) 0);
        var ones = read(input, (byte) 0xff);
        if (!Objects.equals(zeros, ones)) {
            throw new AssertionError("bytes outside of the page were read: " + zeros + " and " + ones);
        }
    }

    /** What was read, as text; or the damage. */
    private static String read(byte[] input, byte around) {
        try {
            return String.valueOf(values(input, around));
        } catch (Damage | ArithmeticException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static List<Object> values(byte[] input, byte around) {
        var physical = Physical.of(input[0] & 7);
        var encodings = List.of(Encoding.values());
        var encoding = encodings.get((input[1] & 0xff) % encodings.size());
        var length = physical == Physical.FIXED_LEN_BYTE_ARRAY ? 1 + (input[2] & 31) : 0;
        var primitive = new SchemaNode.Primitive(physical, length, 0);
        var logical = logical(input[3], physical, length);
        var leaf = (Shape.Leaf) SchemaMapping.shape(new SchemaNode(
                "x", SchemaNode.Repetition.REQUIRED, primitive, logical, new SchemaNode.Levels(0, 0), List.of()));
        var conversion = NaturalConversion.of(leaf);
        var count = (input[4] & 0xff) * 4;
        var slice = slice(input, HEAD, around);
        var decoder = encoding.isDictionary()
                ? new DictionaryIds(new io.weir.vector.Dictionary(dictionary(input[2])), slice)
                : ValueDecoder.of(encoding, primitive, slice, count);
        var read = new ArrayList<Object>();
        var step = 1 + (input[5] & 0x3f);
        for (var left = count; left > 0; ) {
            var some = Math.min(left, step);
            switch (left % 3) {
                case 0 -> decoder.skip(some);
                case 1 ->
                    add(decoder.isConverted() ? decoder.read(some) : conversion.convert(decoder.read(some)), read);
                default -> add(decoder.pick(some, new int[] {some / 2}, 1), read);
            }
            left -= some;
        }
        return read;
    }

    private static Vector dictionary(byte entries) {
        var size = entries & 0xff;
        return new io.weir.vector.IntVector(io.weir.type.DataType.Scalar.INT, new int[size], null, size);
    }

    private static Logical logical(byte choice, Physical physical, int length) {
        return switch (choice & 7) {
            case 0 -> Logical.of(Logical.Kind.STRING);
            case 1 -> new Logical(Logical.Kind.DECIMAL, 1 + (choice >> 3 & 0xf) * 2, 1, false);
            case 2 -> new Logical(Logical.Kind.TIMESTAMP, 3 + (choice >> 3 & 1) * 3, 0, true);
            case 3 -> new Logical(Logical.Kind.TIME, physical == Physical.INT32 ? 3 : 6, 0, true);
            case 4 -> new Logical(Logical.Kind.INTEGER, 8 << (choice >> 3 & 3), 0, (choice & 64) != 0);
            case 5 -> Logical.of(Logical.Kind.UUID);
            case 6 -> Logical.of(length == 2 ? Logical.Kind.FLOAT16 : Logical.Kind.INTERVAL);
            default -> Logical.NONE;
        };
    }

    /** The bytes of the input from one on, with others before and behind. */
    private static Slice slice(byte[] input, int from, byte around) {
        var bytes = new byte[16 + input.length - from + 64];
        Arrays.fill(bytes, around);
        System.arraycopy(input, from, bytes, 16, input.length - from);
        return new Slice(bytes, 16, input.length - from);
    }

    private static void add(Vector vector, List<Object> read) {
        for (var i = 0; i < vector.size(); i++) {
            var value = Values.get(vector, i);
            read.add(value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
        }
    }

    static void runLevels(byte[] input) {
        if (input.length < 3) {
            return;
        }
        var zeros = readLevels(input, (byte) 0);
        var ones = readLevels(input, (byte) 0xff);
        if (!zeros.equals(ones)) {
            throw new AssertionError("bytes outside of the levels were read: " + zeros + " and " + ones);
        }
    }

    private static String readLevels(byte[] input, byte around) {
        var max = 1 + (input[0] & 0x1f);
        var count = (input[1] & 0xff) * 8;
        var slice = slice(input, 3, around);
        var read = new StringBuilder();
        try {
            var levels = new LevelDecoder(max);
            if ((input[2] & 1) == 0) {
                levels.start(slice.bytes(), slice.offset(), slice.end());
            } else {
                levels.startPacked(slice.bytes(), slice.offset(), slice.end(), count);
            }
            var target = new int[count];
            for (var left = count; left > 0; ) {
                var some = Math.min(left, 1 + (input[2] >> 1 & 0x3f));
                switch (left % 3) {
                    case 0 -> read.append(levels.skip(some));
                    case 1 -> read.append(Arrays.toString(levels.nulls(some)));
                    default -> {
                        levels.read(target, 0, some);
                        read.append(Arrays.toString(Arrays.copyOf(target, some)));
                    }
                }
                left -= some;
            }
        } catch (Damage e) {
            return "damage";
        }
        return read.toString();
    }
}
