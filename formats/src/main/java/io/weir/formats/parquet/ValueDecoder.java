package io.weir.formats.parquet;

import io.weir.vector.Selection;
import io.weir.vector.Vector;

/** The values of one page in order, nulls not among them. */
abstract class ValueDecoder {
    /** The next values. */
    abstract Vector read(int count);

    /** Moves past the next values. */
    abstract void skip(int count);

    /** Some of the next {@code count} values, by ascending positions among them; moves past all. */
    Vector pick(int count, int[] positions, int picked) {
        return read(count).take(Selection.of(positions, picked));
    }

    /** Whether the vectors are of the type asked for already, so that no conversion is due. */
    boolean isConverted() {
        return false;
    }

    /** The decoder of a page's values. */
    static ValueDecoder of(Encoding encoding, SchemaNode.Primitive type, Slice values, int count) {
        return switch (encoding) {
            case PLAIN ->
                switch (type.physical()) {
                    case BOOLEAN -> new PackedBooleans(values);
                    case BYTE_ARRAY -> new PlainBytes(values);
                    default -> new PlainFixed(type, values);
                };
            case RLE -> {
                expect(type.physical() == Physical.BOOLEAN, encoding, type);
                yield new RunLengthBooleans(values);
            }
            case DELTA_BINARY_PACKED -> {
                expect(type.physical() == Physical.INT32 || type.physical() == Physical.INT64, encoding, type);
                yield new DeltaNumbers(type.physical(), values);
            }
            case DELTA_LENGTH_BYTE_ARRAY -> {
                expect(type.physical() == Physical.BYTE_ARRAY, encoding, type);
                yield new DeltaLengthBytes(values, count);
            }
            case DELTA_BYTE_ARRAY -> {
                expect(type.physical().isBytes(), encoding, type);
                yield new DeltaBytes(values, count, type.width());
            }
            case BYTE_STREAM_SPLIT -> {
                expect(type.width() > 0, encoding, type);
                yield new SplitStreams(type, values);
            }
            default -> throw new Damage("values cannot be encoded as " + encoding);
        };
    }

    private static void expect(boolean suits, Encoding encoding, SchemaNode.Primitive type) {
        if (!suits) {
            throw new Damage("values of " + type.physical() + " cannot be encoded as " + encoding);
        }
    }

    static Damage tooShort() {
        return new Damage("page ends before its values do");
    }
}
