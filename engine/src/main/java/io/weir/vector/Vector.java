package io.weir.vector;

import io.weir.Nullable;
import io.weir.type.DataType;

/** One column: values of one type, indexed from 0 to {@code size() - 1}. Immutable; safe to share between threads. */
public sealed interface Vector
        permits BooleanVector,
                ByteVector,
                ShortVector,
                IntVector,
                LongVector,
                Decimal128Vector,
                FloatVector,
                DoubleVector,
                BytesVector,
                ListVector,
                MapVector,
                RowVector,
                ObjectVector,
                DictionaryVector,
                ConstantVector {
    DataType type();

    int size();

    /** False only if no row is null, so that a kernel picks its loop once; true may be a false alarm. */
    boolean hasNulls();

    boolean isNull(int row);

    /** The chosen rows in the order of the selection, which may repeat rows: row {@code i} of the answer is row {@code rows.row(i)} of this. */
    Vector take(Selection rows);

    /** Rows {@code from} to {@code from + count - 1}. */
    Vector slice(int from, int count);

    /** The same values without dictionary or constant on the outside. Answers itself if flat already. */
    Vector flat();

    /** Bytes of heap that the values hold, roughly; shared dictionaries count in full. */
    long bytes();

    /** The mask of nulls of a flat vector, at least {@code size()} long; null if no row is null. */
    boolean @Nullable [] nulls();
}
