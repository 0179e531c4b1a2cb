package io.weir.formats.parquet;

/**
 * What stands before a page.
 *
 * @param type {@link #DATA}, {@link #DICTIONARY}, {@link #DATA_V2}; others are skipped
 * @param checksum CRC32 of the page's bytes in the file, -1 if there is none
 */
record PageHeader(int type, int compressed, int uncompressed, long checksum, Content content, int headerBytes) {
    static final int DATA = 0;
    static final int DICTIONARY = 2;
    static final int DATA_V2 = 3;

    /**
     * What is in the page.
     *
     * @param rows -1 if the header does not say
     * @param levels how levels are written; of version 2 null: as runs, without lengths before them
     */
    record Content(
            int values,
            long rows,
            Encoding encoding,
            @io.weir.Nullable Levels levels,
            Sections sections) {}

    /** Encodings of levels in a page of version 1. */
    record Levels(Encoding definition, Encoding repetition) {}

    /** Bytes before the values in a page of version 2, and whether the values are compressed. */
    record Sections(int repetition, int definition, boolean compressed) {}

    boolean isData() {
        return type == DATA || type == DATA_V2;
    }

    /** Reads a header at the beginning of the slice, which may be longer. */
    static PageHeader read(Slice slice) {
        var fields = new Fields(new ThriftReader(slice.bytes(), slice.offset(), slice.end()));
        fields.read();
        if (fields.numbers[2] < 0 || fields.numbers[3] < 0) {
            throw new Damage("page of a negative size");
        }
        return new PageHeader(
                fields.numbers[1],
                fields.numbers[3],
                fields.numbers[2],
                fields.checksum,
                fields.content(),
                fields.in.position() - slice.offset());
    }

    private static final class Fields {
        private final ThriftReader in;
        private final int[] numbers = new int[4];
        private final int[] content = new int[7];
        private long checksum = -1;
        private boolean compressed = true;

        Fields(ThriftReader in) {
            this.in = in;
        }

        void read() {
            in.struct((id, type) -> {
                switch (id) {
                    case 1, 2, 3 -> numbers[id] = in.i32();
                    case 4 -> checksum = in.i32() & 0xffffffffL;
                    case 5, 7, 8 -> content(id);
                    default -> {
                        return false;
                    }
                }
                return true;
            });
        }

        private void content(int kind) {
            in.struct((id, type) -> {
                if (id == 7 && kind == 8) {
                    compressed = type == ThriftReader.TRUE;
                    return true;
                }
                var last = kind == 8 ? 6 : kind == 7 ? 2 : 4;
                if (id < 1 || id > last) {
                    return false;
                }
                content[id] = in.i32();
                return true;
            });
        }

        private Content content() {
            if (content[1] < 0) {
                throw new Damage("page with a negative number of values");
            }
            return switch (numbers[1]) {
                case DATA ->
                    new Content(
                            content[1],
                            -1,
                            Encoding.of(content[2]),
                            new Levels(Encoding.of(content[3]), Encoding.of(content[4])),
                            new Sections(0, 0, true));
                case DATA_V2 ->
                    new Content(
                            content[1],
                            content[3],
                            Encoding.of(content[4]),
                            null,
                            new Sections(content[6], content[5], compressed));
                default -> new Content(content[1], -1, Encoding.of(content[2]), null, new Sections(0, 0, true));
            };
        }
    }
}
