package io.weir.formats.parquet;

/**
 * Decompresses one block of snappy, after the format description of the snappy project: literals, and copies of what was made before.
 *
 * <p>Most elements are short and come in no order that a processor could guess. So {@link #hurry} takes what a tag means from a table
 * instead of branching on it, and moves sixteen bytes where fewer are asked for; what it moves too many the next element writes over.
 * Numbers become pairs of a short literal and a short copy, which {@link #pairs} does for as long as they come. Near the
 * ends, and for what is rare, {@link #step} does one element with care.
 */
final class SnappyDecoder {
    private static final int LITERAL = 0;
    private static final int FAR_COPY = 3;
    /** The most that an element in a hurry reads, its tag included, and the most that it writes. */
    private static final int READ = 1 + 64 + 8;

    private static final int WRITTEN = 64 + 16;

    /** Bytes in a row that tell of numbers, and how many to make in a hurry before pairs are looked for again. */
    private static final int OF_PAIRS = 16;

    private static final int OF_OTHERS = 1024;

    /** Of each tag: how many bytes it makes, and above them the part of its distance that is in the tag. */
    private static final int[] TAGS = new int[256];

    /** The same of the copy of a pair, and above it which of the two bytes behind the tag count; negative for what no pair has. */
    private static final long[] PAIRED = new long[256];

    /** What repeats a distance of less than eight bytes over eight: which bytes count, what doubles them, and how far that is good. */
    private static final long[] REPEATED = new long[8];

    private static final long[] DOUBLING = new long[8];
    private static final int[] STRIDE = new int[8];

    static {
        for (var tag = 0; tag < TAGS.length; tag++) {
            var near = (tag & 3) == 1;
            TAGS[tag] = near ? 4 + (tag >>> 2 & 7) | (tag & 0xe0) << 11 : (tag >>> 2) + 1;
            var paired = (near || (tag & 3) == 2) && (TAGS[tag] & 0xff) <= 8;
            PAIRED[tag] = paired ? TAGS[tag] | (near ? 0xffL : 0xffffL) << 32 : 0x8000_0000L;
        }
        for (var distance = 1; distance < 8; distance++) {
            REPEATED[distance] = (1L << 8 * distance) - 1;
            for (var i = 0; i < 8; i += distance) {
                DOUBLING[distance] |= 1L << 8 * i;
            }
            STRIDE[distance] = 8 - 8 % distance;
        }
    }

    private final byte[] in;
    private final int end;
    private final byte[] out;
    private final int size;
    private int at;
    private int made;

    private SnappyDecoder(Slice source, byte[] out, int size) {
        this.in = source.bytes();
        this.at = source.offset();
        this.end = source.end();
        this.out = out;
        this.size = size;
    }

    /** How many bytes the block says it holds, at most {@link Integer#MAX_VALUE}. */
    static int size(Slice source) {
        var size = 0L;
        for (var i = 0; i < 5 && i < source.length(); i++) {
            var b = source.bytes()[source.offset() + i];
            size |= (b & 0x7fL) << 7 * i;
            if (b >= 0) {
                return (int) Math.min(size, Integer.MAX_VALUE);
            }
        }
        throw new Damage("block of snappy without a size");
    }

    /** Fills the first {@code size} bytes of the target, which is what {@link #size} answered, or throws. */
    static int decompress(Slice source, byte[] target, int size) {
        var decoder = new SnappyDecoder(source, target, size);
        while (decoder.in[decoder.at++] < 0) {
            // the size was read
        }
        while (decoder.at < decoder.end) {
            var before = decoder.at;
            decoder.pairs();
            decoder.hurry(decoder.at - before > OF_PAIRS ? 1 : OF_OTHERS);
            if (decoder.at == before) {
                decoder.step();
            }
        }
        return decoder.made;
    }

    private void pairs() {
        if (made >= 8) {
            var reached = pairs(in, at, end - READ, out, made, size - WRITTEN);
            at = (int) (reached >>> 32);
            made = (int) reached;
        }
    }

    /**
     * Does literals of up to four bytes that a copy of up to eight follows, from no nearer than eight bytes before: one load has the tags
     * of both, the literal and the distance. Parameters, as the compiler has too few registers for fields beside them.
     *
     * @param to at least eight
     * @return how far it read, and in the lower half how far it wrote
     */
    private static long pairs(byte[] source, int from, int lastFrom, byte[] target, int to, int lastTo) {
        while (from < lastFrom && to < lastTo) {
            var word = LittleEndian.i64(source, from);
            if ((word & 0xf3) != LITERAL) {
                break;
            }
            var tag = (int) word & 0xff;
            var literal = (tag >>> 2) + 1;
            var rest = word >>> 2 * tag + 16; // behind the literal, each byte of which is four in its tag
            var paired = PAIRED[(int) rest & 0xff];
            var distance = ((int) (rest >>> 8) & (int) (paired >>> 32)) + ((int) paired >> 8);
            if (Integer.compareUnsigned(distance - 8, to + literal - 8) > 0) {
                break;
            }
            from += literal + 2 + ((int) rest & 3);
            LittleEndian.i64(target, to, word >>> 8);
            to += literal;
            LittleEndian.i64(target, to, LittleEndian.i64(target, to - distance));
            to += (int) paired & 0xff;
        }
        return (long) from << 32 | to;
    }

    private void hurry(int most) {
        var source = in;
        var target = out;
        var from = at;
        var to = made;
        var lastFrom = end - READ;
        var lastTo = Math.min(size - WRITTEN, made + most);
        while (from < lastFrom && to < lastTo) {
            var tag = source[from] & 0xff;
            if ((tag & 3) == LITERAL) {
                var length = (tag >>> 2) + 1;
                if (length > 60) {
                    break;
                }
                copy(source, from + 1, target, to, length);
                from += length + 1;
                to += length;
                tag = source[from] & 0xff; // mostly a copy follows, which needs no other turn of the loop then
                if ((tag & 3) == LITERAL || from >= lastFrom || to >= lastTo) {
                    continue;
                }
            }
            var kind = tag & 3;
            if (kind == FAR_COPY) {
                break;
            }
            var length = TAGS[tag] & 0xff;
            var distance = (LittleEndian.i32(source, from + 1) & (1 << 8 * kind) - 1) + (TAGS[tag] >>> 8);
            if (distance > to || distance == 0) {
                throw tooFar(distance);
            }
            if (distance < 8) {
                repeat(target, distance, to, length);
            } else {
                copy(target, to - distance, target, to, length);
            }
            from += kind + 1;
            to += length;
        }
        at = from;
        made = to;
    }

    /** In the order of the bytes, eight at a time: what a copy makes may be what it goes on with. */
    private static void copy(byte[] source, int from, byte[] target, int to, int length) {
        LittleEndian.i64(target, to, LittleEndian.i64(source, from));
        LittleEndian.i64(target, to + 8, LittleEndian.i64(source, from + 8));
        for (var i = 16; i < length; i += 8) {
            LittleEndian.i64(target, to + i, LittleEndian.i64(source, from + i));
        }
    }

    private static void repeat(byte[] target, int distance, int to, int length) {
        var pattern = (LittleEndian.i64(target, to - distance) & REPEATED[distance]) * DOUBLING[distance];
        for (var i = 0; i < length; i += STRIDE[distance]) {
            LittleEndian.i64(target, to + i, pattern);
        }
    }

    private void step() {
        var tag = in[at++] & 0xff;
        var kind = tag & 3;
        var length = TAGS[tag] & 0xff;
        if (kind == LITERAL) {
            length = length > 60 ? number(length - 60) + 1 : length;
            if (length <= 0 || length > end - at || length > size - made) {
                throw new Damage("literal of " + length + " bytes in a block of snappy with " + (end - at) + " left");
            }
            System.arraycopy(in, at, out, made, length);
            at += length;
        } else {
            var distance = number(kind == FAR_COPY ? 4 : kind) + (TAGS[tag] >>> 8);
            if (distance <= 0 || distance > made || length > size - made) {
                throw tooFar(distance);
            }
            for (var i = made; i < made + length; i++) {
                out[i] = out[i - distance];
            }
        }
        made += length;
    }

    private int number(int bytes) {
        if (bytes > end - at) {
            throw new Damage("block of snappy ends within an element");
        }
        var number = 0;
        for (var i = 0; i < bytes; i++) {
            number |= (in[at++] & 0xff) << 8 * i;
        }
        return number;
    }

    private Damage tooFar(int distance) {
        return new Damage("copy from " + distance + " bytes before in a block of snappy of " + size);
    }
}
