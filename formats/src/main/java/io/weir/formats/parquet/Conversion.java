package io.weir.formats.parquet;

import io.weir.vector.Vector;

/** Makes vectors of one type from flat vectors of another. Values of null rows are converted too and must not fail, so hand in none. */
interface Conversion {
    Conversion IDENTITY = vector -> vector;

    Vector convert(Vector vector);

    default Conversion then(Conversion next) {
        if (this == IDENTITY) {
            return next;
        }
        return next == IDENTITY ? this : vector -> next.convert(convert(vector));
    }
}
