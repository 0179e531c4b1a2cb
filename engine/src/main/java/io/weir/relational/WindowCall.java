package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.AggregateFunction;
import io.weir.expression.Column;
import io.weir.type.DataType;
import java.io.Serializable;
import java.util.List;

/** One column that a window adds to the rows. */
public sealed interface WindowCall extends Serializable {
    DataType type();

    /** A rank, which looks at nothing but the order. */
    enum Rank {
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        PERCENT_RANK,
        CUME_DIST
    }

    record Ranking(Rank rank) implements WindowCall {
        @Override
        public DataType type() {
            return rank == Rank.PERCENT_RANK || rank == Rank.CUME_DIST
                    ? DataType.Scalar.DOUBLE
                    : DataType.Scalar.BIGINT;
        }
    }

    /** Which of so many equal parts of the partition a row is in, from 1. The number of parts is a column, the same in all rows. */
    record Ntile(Column parts) implements WindowCall {
        @Override
        public DataType type() {
            return DataType.Scalar.BIGINT;
        }
    }

    /**
     * The value of another row of the partition: {@code offset} rows further on, or back where negative in {@code direction}; null
     * where the offset is.
     *
     * @param direction 1 for LEAD, -1 for LAG
     * @param offset a BIGINT column
     * @param otherwise a column of the value's type for where there is no such row
     */
    record Shift(Column value, int direction, Column offset, Column otherwise, boolean ignoreNulls)
            implements WindowCall {
        @Override
        public DataType type() {
            return value.type();
        }
    }

    /** FIRST_VALUE, LAST_VALUE and NTH_VALUE of the frame. */
    enum Place {
        FIRST,
        LAST,
        NTH
    }

    /** A value of the frame; {@code nth} is a BIGINT column that counts from 1 and matters for NTH only. */
    record Pick(Column value, Place place, Column nth, boolean ignoreNulls, Frame frame) implements WindowCall {
        @Override
        public DataType type() {
            return value.type();
        }
    }

    /**
     * An aggregate over the frame.
     *
     * @param filter a BOOLEAN column: only rows in which it is true count
     * @param previous for DISTINCT a BIGINT column: which row of the partition, counted from 1, is the last before with the same
     *     arguments among those that the filter leaves; null if there is none
     */
    record Aggregate(
            AggregateFunction function,
            List<Column> arguments,
            Frame frame,
            @Nullable Column filter,
            @Nullable Column previous)
            implements WindowCall {
        public Aggregate {
            arguments = List.copyOf(arguments);
        }

        /** The same with another column for {@code previous}. */
        public Aggregate withPrevious(@Nullable Column column) {
            return new Aggregate(function, arguments, frame, filter, column);
        }

        @Override
        public DataType type() {
            return function.type();
        }
    }

    /** What a frame's offsets count. */
    enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    /** Which rows of a frame do not count. */
    enum Exclusion {
        NONE,
        CURRENT_ROW,
        /** The current row and those equal to it in the order. */
        GROUP,
        /** Those equal to the current row, but not itself. */
        TIES
    }

    /**
     * Which rows around the current one count.
     *
     * @param key for RANGE with offsets the order's one column, of the same type as the amounts
     */
    record Frame(
            Unit unit,
            Bound start,
            Bound end,
            Exclusion exclusion,
            @Nullable SortColumn key) implements Serializable {
        public static final Frame PARTITION = of(Unit.ROWS, Bound.FIRST, Bound.LAST);

        public static Frame of(Unit unit, Bound start, Bound end) {
            return new Frame(unit, start, end, Exclusion.NONE, null);
        }

        /** Whether every frame is one stretch that begins with the partition's first row. */
        boolean startsWithPartition() {
            return start.equals(Bound.FIRST) && exclusion == Exclusion.NONE;
        }
    }

    /** One end of a frame. */
    sealed interface Bound extends Serializable {
        Bound FIRST = new Unbounded(true);
        Bound LAST = new Unbounded(false);
        Bound CURRENT = new Current();

        /** The partition's first or last row. */
        record Unbounded(boolean first) implements Bound {}

        /** The current row; for RANGE and GROUPS all rows equal to it in the order. */
        record Current() implements Bound {}

        /**
         * So far behind the current row, or before it where {@code direction} is -1.
         *
         * @param amount a BIGINT column for ROWS and GROUPS; for RANGE the value of the frame's key moved by the distance
         */
        record Offset(int direction, Column amount) implements Bound {}
    }
}
