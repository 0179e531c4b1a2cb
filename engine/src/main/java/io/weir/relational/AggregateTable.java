package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.vector.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Groups in memory with the aggregates of each. */
final class AggregateTable {
    static final int FIRST_CAPACITY = 64;

    /** So few, of so many rows of a batch each, are added group by group. */
    private static final int FEW_GROUPS = 8;

    private static final int LEAST_ROWS = 64;

    private final GroupTable groups;
    private final int[] keyColumns;
    /** Of the calls that gather something of their own. */
    private final List<CallState> calls = new ArrayList<>();

    /** What answers each call. */
    private final List<Accumulator> answers = new ArrayList<>();

    private int capacity;
    private int[] numbers = new int[0];
    private final RowsOfGroups rowsOfGroups = new RowsOfGroups();

    AggregateTable(Aggregation aggregation) {
        this(aggregation, GroupTable.ofColumns(aggregation.keys()));
    }

    AggregateTable(Aggregation aggregation, GroupTable groups) {
        this.groups = groups;
        keyColumns = aggregation.keys().stream().mapToInt(Column::index).toArray();
        for (var i = 0; i < aggregation.calls().size(); i++) {
            var call = aggregation.calls().get(i);
            var shared = shared(call);
            if (shared == null) {
                calls.add(new CallState(call, aggregation.partialColumns(i)));
            }
            answers.add(shared == null ? calls.get(calls.size() - 1).accumulator : shared);
        }
        grow(FIRST_CAPACITY);
    }

    /** What answers from the same rows as an earlier call does, as an average from those of a sum. */
    private @Nullable Accumulator shared(AggregateCall call) {
        for (var earlier : calls) {
            if (earlier.call.filter() == call.filter()
                    && earlier.call.arguments().equals(call.arguments())) {
                var shared = call.function().over(earlier.accumulator);
                if (shared != null) {
                    return shared;
                }
            }
        }
        return null;
    }

    /** How many rows can come, all of new groups, before {@link #grow} must be called. */
    int room() {
        return capacity - groups.count();
    }

    void grow(int newCapacity) {
        capacity = newCapacity;
        calls.forEach(call -> call.accumulator.grow(newCapacity));
    }

    int capacity() {
        return capacity;
    }

    int count() {
        return groups.count();
    }

    /** Adds rows of the input; there is room. */
    void add(Batch batch) {
        assign(batch.project(keyColumns));
        var few = groups.count() <= FEW_GROUPS && batch.rows() >= groups.count() * LEAST_ROWS;
        if (few) {
            rowsOfGroups.divide(numbers, groups.count(), batch);
        }
        for (var call : calls) {
            if (!few || !call.addEach(rowsOfGroups)) {
                call.add(numbers, batch);
            }
        }
    }

    /** Adds keys and partial results; there is room. */
    void merge(Batch partials) {
        assign(leadingKeys(partials));
        for (var call : calls) {
            call.accumulator.merge(numbers, partials.project(call.partialColumns));
        }
    }

    private Batch leadingKeys(Batch batch) {
        return batch.project(IntStream.range(0, keyColumns.length).toArray());
    }

    private void assign(Batch keys) {
        if (numbers.length < keys.rows()) {
            numbers = new int[keys.rows()];
        }
        groups.assign(keys, numbers);
    }

    Batch partials(int from, int to) {
        var columns = new ArrayList<Vector>(groups.keys(from, to));
        for (var answer : answers) {
            columns.addAll(answer.partials(from, to).columns());
        }
        return Batch.of(to - from, columns);
    }

    Batch results(int from, int to) {
        var columns = new ArrayList<Vector>(groups.keys(from, to));
        for (var answer : answers) {
            columns.add(answer.results(from, to));
        }
        return Batch.of(to - from, columns);
    }

    long bytes() {
        var sum = groups.bytes() + 4L * numbers.length + rowsOfGroups.bytes();
        for (var call : calls) {
            sum += call.accumulator.bytes();
        }
        return sum;
    }

    /** Bytes held at the most while the table grows to that capacity. */
    long bytesToGrow(int newCapacity) {
        var aggregates = 0L;
        for (var call : calls) {
            aggregates += call.accumulator.bytes();
        }
        var grown = (long) (aggregates * ((double) newCapacity / capacity));
        return groups.bytesToGrow(newCapacity - groups.count()) + 4L * numbers.length + aggregates + grown;
    }

    /** One call with what it has gathered. */
    private static final class CallState {
        private final AggregateCall call;
        private final int[] arguments;
        private final int[] partialColumns;
        private final Accumulator accumulator;

        CallState(AggregateCall call, int[] partialColumns) {
            this.call = call;
            this.partialColumns = partialColumns;
            arguments = call.argumentIndexes();
            accumulator = call.function().create();
        }

        /** Adds group by group; false, with nothing done, where the accumulator does not. */
        boolean addEach(RowsOfGroups rows) {
            if (call.filter() != AggregateCall.NO_FILTER) {
                return false;
            }
            for (var group = 0; group < rows.groups(); group++) {
                var batch = rows.of(group);
                if (batch.rows() > 0 && !accumulator.updateOne(group, batch.project(arguments))) {
                    return false;
                }
            }
            return true;
        }

        void add(int[] numbers, Batch batch) {
            var chosen = call.filter() == AggregateCall.NO_FILTER
                    ? new GroupedRows(numbers, batch)
                    : GroupedRows.where(batch.column(call.filter()), numbers, batch);
            var rows = chosen.rows().project(arguments);
            if (rows.rows() > 0) {
                accumulator.update(chosen.groups(), rows);
            }
        }
    }
}
