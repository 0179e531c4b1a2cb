package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.formats.file.FileInput;
import io.weir.formats.parquet.ColumnChunk.Extent;
import io.weir.type.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The split-block Bloom filter of a column chunk: whether the chunk may hold a value. */
final class BloomFilter {
    private static final int[] SALT = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };
    private static final int BLOCK = 32;
    private static final int MAX_HEADER = 64;
    private static final int MAX_BYTES = 32 << 20;

    private final byte[] blocks;

    private BloomFilter(byte[] blocks) {
        this.blocks = blocks;
    }

    /** Null where the filter is of a kind that is not known. */
    static @Nullable BloomFilter read(FileInput file, Extent where) throws IOException {
        var most = Math.min(MAX_HEADER, file.file().length() - where.start());
        if (where.start() <= 0 || most <= 0) {
            throw new Damage("bloom filter lies outside the file");
        }
        var header = new byte[(int) most];
        file.read(where.start(), header, 0, header.length);
        var in = new ThriftReader(header, 0, header.length);
        var size = new int[1];
        var known = new boolean[] {true};
        in.struct((id, type) -> {
            if (id == 1) {
                size[0] = in.i32();
                return true;
            }
            if (id >= 2 && id <= 4 && type == ThriftReader.STRUCT) {
                in.struct((kind, kindType) -> {
                    known[0] &= kind == 1;
                    return false;
                });
                return true;
            }
            return false;
        });
        if (!known[0] || size[0] > MAX_BYTES) {
            return null;
        }
        var start = where.start() + in.position();
        if (size[0] < BLOCK || size[0] % BLOCK != 0 || size[0] > file.file().length() - start) {
            throw new Damage("bloom filter of " + size[0] + " bytes");
        }
        var blocks = new byte[size[0]];
        file.read(start, blocks, 0, blocks.length);
        return new BloomFilter(blocks);
    }

    boolean mayContain(long hash) {
        var block = (int) ((hash >>> 32) * (blocks.length / BLOCK) >>> 32) * BLOCK;
        var key = (int) hash;
        for (var i = 0; i < SALT.length; i++) {
            var bit = 1 << (key * SALT[i] >>> 27);
            if ((LittleEndian.i32(blocks, block + 4 * i) & bit) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Hashes of the values as the file would hold them; null where that is not known. */
    static @Nullable List<Long> hashes(Shape.Leaf leaf, DataType type, List<Object> values) {
        var hashes = new ArrayList<Long>();
        for (var value : values) {
            var plain = PlainValue.of(leaf, type, value);
            if (plain == null) {
                return null;
            }
            hashes.add(XxHash.hash(plain));
        }
        return hashes;
    }
}
