package io.weir.formats.parquet;

/** How values or levels are written, with the numbers of the format. */
enum Encoding {
    PLAIN(0),
    PLAIN_DICTIONARY(2),
    RLE(3),
    BIT_PACKED(4),
    DELTA_BINARY_PACKED(5),
    DELTA_LENGTH_BYTE_ARRAY(6),
    DELTA_BYTE_ARRAY(7),
    RLE_DICTIONARY(8),
    BYTE_STREAM_SPLIT(9);

    private final int number;

    Encoding(int number) {
        this.number = number;
    }

    static Encoding of(int number) {
        for (var encoding : values()) {
            if (encoding.number == number) {
                return encoding;
            }
        }
        throw new Damage("unknown encoding " + number);
    }

    boolean isDictionary() {
        return this == PLAIN_DICTIONARY || this == RLE_DICTIONARY;
    }

    static boolean isDictionary(int number) {
        return number == PLAIN_DICTIONARY.number || number == RLE_DICTIONARY.number;
    }

    /** Whether the number is one that only levels have in a column chunk that is all dictionary. */
    static boolean isOfLevels(int number) {
        return number == RLE.number || number == BIT_PACKED.number;
    }
}
