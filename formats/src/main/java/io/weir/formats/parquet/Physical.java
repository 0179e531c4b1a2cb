package io.weir.formats.parquet;

import io.weir.type.DataType;

/** How a column's values lie in a file, in the order of the format's numbers. */
enum Physical {
    BOOLEAN(0, DataType.Scalar.BOOLEAN),
    INT32(4, DataType.Scalar.INT),
    INT64(8, DataType.Scalar.BIGINT),
    INT96(12, DataType.Scalar.VARBINARY),
    FLOAT(4, DataType.Scalar.REAL),
    DOUBLE(8, DataType.Scalar.DOUBLE),
    BYTE_ARRAY(0, DataType.Scalar.VARBINARY),
    FIXED_LEN_BYTE_ARRAY(0, DataType.Scalar.VARBINARY);

    private static final Physical[] ALL = values();

    /** Bytes a value, 0 where the type alone does not say. */
    final int width;

    /** The type of the vectors that decoders make, before any conversion. */
    final DataType decoded;

    Physical(int width, DataType decoded) {
        this.width = width;
        this.decoded = decoded;
    }

    static Physical of(int number) {
        if (number < 0 || number >= ALL.length) {
            throw new Damage("unknown physical type " + number);
        }
        return ALL[number];
    }

    boolean isBytes() {
        return decoded == DataType.Scalar.VARBINARY;
    }
}
