package io.weir.formats.parquet;

/** A range of an array, to read only. At least {@link #SLACK} more bytes follow it in the array, so that wide loads may run over. */
record Slice(byte[] bytes, int offset, int length) {
    static final int SLACK = 8;

    int end() {
        return offset + length;
    }
}
