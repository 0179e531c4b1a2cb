package io.weir.formats.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the compact protocol of Thrift: the form of footers, page headers and indexes. Checks every length against what is left. */
final class ThriftReader {
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int BINARY = 8;
    static final int LIST = 9;
    static final int STRUCT = 12;
    private static final int MAX_DEPTH = 64;

    private final byte[] bytes;
    private final int end;
    private int position;
    private int depth;

    ThriftReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** Takes one field of a struct; answers false where it does not want it, so that it is skipped. */
    interface Fields {
        boolean take(int id, int type);
    }

    int position() {
        return position;
    }

    void struct(Fields fields) {
        if (++depth > MAX_DEPTH) {
            throw new Damage("metadata is nested too deep");
        }
        var id = 0;
        while (true) {
            var header = next() & 0xff;
            if (header == 0) {
                depth--;
                return;
            }
            var delta = header >>> 4;
            id = delta == 0 ? i32() : id + delta;
            var type = header & 15;
            if (!fields.take(id, type)) {
                skip(type);
            }
        }
    }

    /** A list of structs. */
    void structs(Fields fields) {
        var count = list(STRUCT);
        for (var i = 0; i < count; i++) {
            struct(fields);
        }
    }

    /** Begins a list and answers its size; the elements follow, all of the type expected. */
    int list(int expected) {
        var header = next() & 0xff;
        var type = header & 15;
        var count = header >>> 4;
        if (count == 15) {
            count = length();
        }
        var compatible = type == expected || expected == TRUE && type == FALSE;
        if (count > 0 && !compatible || count > end - position) {
            throw new Damage("metadata has a wrong list");
        }
        return count;
    }

    /** A boolean as an element of a list; as a field it is in the type. */
    boolean bool() {
        return next() == TRUE;
    }

    int int8() {
        return next();
    }

    int i32() {
        var value = i64();
        if (value != (int) value) {
            throw new Damage("metadata has a number out of range");
        }
        return (int) value;
    }

    long i64() {
        var raw = varint();
        return raw >>> 1 ^ -(raw & 1);
    }

    byte[] binary() {
        var length = length();
        var value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    String string() {
        return new String(binary(), StandardCharsets.UTF_8);
    }

    private int length() {
        var length = varint();
        if (length < 0 || length > end - position) {
            throw new Damage("metadata ends within a value");
        }
        return (int) length;
    }

    private long varint() {
        var value = 0L;
        for (var shift = 0; shift < 70; shift += 7) {
            var b = next();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new Damage("metadata has a number without an end");
    }

    private byte next() {
        if (position >= end) {
            throw new Damage("metadata ends too early");
        }
        return bytes[position++];
    }

    private void advance(int count) {
        if (count > end - position) {
            throw new Damage("metadata ends within a value");
        }
        position += count;
    }

    void skip(int type) {
        switch (type) {
            case TRUE, FALSE -> {}
            case 3 -> advance(1);
            case 4, 5, 6 -> varint();
            case 7 -> advance(8);
            case BINARY -> advance(length());
            case LIST, 10 -> skipList();
            case 11 -> skipMap();
            case STRUCT -> struct((id, field) -> false);
            default -> throw new Damage("metadata has a field of unknown type " + type);
        }
    }

    private void skipList() {
        var header = next() & 0xff;
        var count = header >>> 4 == 15 ? length() : header >>> 4;
        for (var i = 0; i < count; i++) {
            skipElement(header & 15);
        }
    }

    private void skipMap() {
        var count = length();
        if (count == 0) {
            return;
        }
        var types = next() & 0xff;
        for (var i = 0; i < count; i++) {
            skipElement(types >>> 4);
            skipElement(types & 15);
        }
    }

    private void skipElement(int type) {
        if (++depth > MAX_DEPTH) {
            throw new Damage("metadata is nested too deep");
        }
        if (type == TRUE || type == FALSE) {
            advance(1);
        } else {
            skip(type);
        }
        depth--;
    }
}
