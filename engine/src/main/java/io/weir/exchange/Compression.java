package io.weir.exchange;

/** What is done to batches before they go to another process or to the file of a blocking edge. */
public enum Compression {
    NONE,
    LZ4
}
