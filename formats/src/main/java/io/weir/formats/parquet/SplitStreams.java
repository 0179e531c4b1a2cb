package io.weir.formats.parquet;

import io.weir.vector.Vector;

/** Values of a fixed width with their first bytes together, then their second bytes, and so on. */
final class SplitStreams extends ValueDecoder {
    private final SchemaNode.Primitive type;
    private final byte[] bytes;
    private final int from;
    private final int total;
    private final int width;
    private int next;

    SplitStreams(SchemaNode.Primitive type, Slice values) {
        this.type = type;
        bytes = values.bytes();
        from = values.offset();
        width = type.width();
        if (values.length() % width != 0) {
            throw new Damage("page of " + values.length() + " bytes for values of " + width);
        }
        total = values.length() / width;
    }

    @Override
    void skip(int count) {
        if (count > total - next) {
            throw tooShort();
        }
        next += count;
    }

    @Override
    Vector read(int count) {
        var first = next;
        skip(count);
        var joined = new byte[count * width + Slice.SLACK];
        for (var k = 0; k < width; k++) {
            var source = from + k * total + first;
            for (var i = 0; i < count; i++) {
                joined[i * width + k] = bytes[source + i];
            }
        }
        return new PlainFixed(type, new Slice(joined, 0, count * width)).read(count);
    }
}
