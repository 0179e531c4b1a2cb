package io.weir.type;

/** How values of a type lie in memory: which kind of flat vector holds them. Kernels switch on this, not on the type. */
public enum Storage {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    /** Two longs: the high 64 bits, signed, and the low 64 bits. */
    DECIMAL128,
    FLOAT,
    DOUBLE,
    /** Bytes of any length: strings (UTF-8) and binary. */
    BYTES,
    LIST,
    MAP,
    ROW,
    OBJECT
}
