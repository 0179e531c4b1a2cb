package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.AggregateFunction;
import io.weir.relational.WindowCall.Bound;
import io.weir.relational.WindowCall.Frame;
import io.weir.relational.WindowCall.Unit;
import io.weir.testing.Batches;
import io.weir.type.DataType;
import io.weir.vector.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Window functions by their definition: every row looks at every other row of its partition. */
final class WindowModel {
    private final int partitionColumn;
    private final SortColumn order;
    private final List<DataType> types;
    private final List<List<Object>> rows;

    /** The first row of each row's peers, and which group of the partition they are, from 1. */
    private final int[] peerStarts;

    private final long[] groups;

    /** The partition at hand. */
    private int start;

    private int end;

    WindowModel(int partitionColumn, SortColumn order, List<DataType> types, List<List<Object>> rows) {
        this.partitionColumn = partitionColumn;
        this.order = order;
        this.types = types;
        this.rows = rows;
        this.peerStarts = new int[rows.size()];
        this.groups = new long[rows.size()];
        for (var row = 0; row < groups.length; row++) {
            var samePartition = row > 0 && equal(row, row - 1, partitionColumn);
            var samePeers = samePartition && equal(row, row - 1, order.column());
            peerStarts[row] = samePeers ? peerStarts[row - 1] : row;
            groups[row] = samePeers ? groups[row - 1] : samePartition ? groups[row - 1] + 1 : 1;
        }
    }

    private boolean equal(int left, int right, int column) {
        return Objects.equals(value(left, column), value(right, column));
    }

    /** The rows with a column more. */
    List<@Nullable Object> answers(WindowCall call) {
        var answers = new ArrayList<@Nullable Object>();
        for (var row = 0; row < rows.size(); row++) {
            if (row == 0 || !equal(row, row - 1, partitionColumn)) {
                start = row;
                end = row + 1;
                while (end < rows.size() && equal(row, end, partitionColumn)) {
                    end++;
                }
            }
            answers.add(answer(call, row));
        }
        return answers;
    }

    private @Nullable Object value(int row, int column) {
        return rows.get(row).get(column);
    }

    private long number(int row, int column) {
        return (Long) Objects.requireNonNull(value(row, column));
    }

    private boolean peers(int left, int right) {
        return peerStarts[left] == peerStarts[right];
    }

    private int peerEnd(int row) {
        var behind = row;
        while (behind < end && peers(row, behind)) {
            behind++;
        }
        return behind;
    }

    private @Nullable Object answer(WindowCall call, int row) {
        if (call instanceof WindowCall.Ranking ranking) {
            return rank(ranking.rank(), row);
        } else if (call instanceof WindowCall.Ntile ntile) {
            return tile(number(row, ntile.parts().index()), row);
        } else if (call instanceof WindowCall.Shift shift) {
            return shifted(shift, row);
        } else if (call instanceof WindowCall.Pick pick) {
            return picked(pick, row);
        }
        return aggregate((WindowCall.Aggregate) call, row);
    }

    private Object rank(WindowCall.Rank rank, int row) {
        var size = end - start;
        return switch (rank) {
            case ROW_NUMBER -> row - start + 1L;
            case RANK -> peerStarts[row] - start + 1L;
            case DENSE_RANK -> groups[row];
            case PERCENT_RANK -> size == 1 ? 0.0 : (peerStarts[row] - start) / (size - 1.0);
            case CUME_DIST -> (peerEnd(row) - start) / (double) size;
        };
    }

    /** Deals out the rows: the first tiles get one more. */
    private long tile(long tiles, int row) {
        var size = end - start;
        var before = 0L;
        for (var tile = 1L; ; tile++) {
            before += size / tiles + (tile <= size % tiles ? 1 : 0);
            if (row - start < before) {
                return tile;
            }
        }
    }

    private @Nullable Object shifted(WindowCall.Shift call, int row) {
        if (value(row, call.offset().index()) == null) {
            return null;
        }
        var distance = call.direction() * number(row, call.offset().index());
        var found = row;
        for (var left = Math.abs(distance); left > 0; left--) {
            do {
                found += distance > 0 ? 1 : -1;
            } while (call.ignoreNulls()
                    && found >= start
                    && found < end
                    && value(found, call.value().index()) == null);
        }
        return found >= start && found < end
                ? value(found, call.value().index())
                : value(row, call.otherwise().index());
    }

    private @Nullable Object picked(WindowCall.Pick call, int row) {
        var values = frame(call.frame(), row).stream()
                .map(other -> value(other, call.value().index()))
                .filter(value -> value != null || !call.ignoreNulls())
                .toArray();
        var nth = value(row, call.nth().index());
        return switch (call.place()) {
            case FIRST -> values.length == 0 ? null : values[0];
            case LAST -> values.length == 0 ? null : values[values.length - 1];
            case NTH -> nth == null || (Long) nth > values.length ? null : values[(int) (long) (Long) nth - 1];
        };
    }

    private @Nullable Object aggregate(WindowCall.Aggregate call, int row) {
        var counted = new ArrayList<List<@Nullable Object>>();
        for (var other : frame(call.frame(), row)) {
            var filter = call.filter();
            if (filter == null || Boolean.TRUE.equals(value(other, filter.index()))) {
                var arguments = arguments(call, other);
                if (call.previous() == null || !counted.contains(arguments)) {
                    counted.add(arguments);
                }
            }
        }
        return aggregate(call.function(), call, counted);
    }

    List<@Nullable Object> arguments(WindowCall.Aggregate call, int row) {
        var arguments = new ArrayList<@Nullable Object>();
        call.arguments().forEach(argument -> arguments.add(value(row, argument.index())));
        return arguments;
    }

    private @Nullable Object aggregate(
            AggregateFunction function, WindowCall.Aggregate call, List<List<@Nullable Object>> counted) {
        var accumulator = function.create();
        accumulator.grow(1);
        var argumentTypes = call.arguments().stream()
                .map(argument -> types.get(argument.index()))
                .toList();
        if (!counted.isEmpty()) {
            accumulator.update(new int[counted.size()], Batches.ofRows(argumentTypes, counted));
        }
        return Values.get(accumulator.results(0, 1), 0);
    }

    private List<Integer> frame(Frame frame, int row) {
        return IntStream.range(start, end)
                .filter(other -> begun(frame, row, other) && !passed(frame, row, other))
                .filter(other -> switch (frame.exclusion()) {
                    case NONE -> true;
                    case CURRENT_ROW -> other != row;
                    case GROUP -> !peers(row, other);
                    case TIES -> other == row || !peers(row, other);
                })
                .boxed()
                .toList();
    }

    /** Whether the other row is not before the frame. */
    private boolean begun(Frame frame, int row, int other) {
        return frame.start() instanceof Bound.Unbounded || distance(frame, frame.start(), row, other) >= 0;
    }

    /** Whether the other row is behind the frame. */
    private boolean passed(Frame frame, int row, int other) {
        return !(frame.end() instanceof Bound.Unbounded) && distance(frame, frame.end(), row, other) > 0;
    }

    /** Below zero if the other row is before the bound, above if behind. */
    private long distance(Frame frame, Bound bound, int row, int other) {
        var amount = bound instanceof Bound.Offset offset
                ? value(row, offset.amount().index())
                : null;
        var direction = bound instanceof Bound.Offset offset ? offset.direction() : 0;
        if (frame.unit() == Unit.ROWS) {
            return other - row - (amount == null ? 0 : direction * (Long) amount);
        } else if (frame.unit() == Unit.GROUPS || amount == null) {
            return groups[other] - groups[row] - (amount == null ? 0 : direction * (Long) amount);
        }
        var key = value(other, order.column());
        if (key == null) {
            return order.nullsFirst() ? -1 : 1;
        }
        var compared = Long.compare((Long) key, (Long) amount);
        return order.ascending() ? compared : -compared;
    }

    /** For DISTINCT: the number of the last row before with the same arguments that the filter leaves. */
    static @Nullable Long previous(List<List<Object>> before, int partition, List<Object> row, List<Integer> same) {
        for (var i = before.size() - 1; i >= 0; i--) {
            var other = before.get(i);
            if (!Objects.equals(other.get(partition), row.get(partition))) {
                return null;
            }
            if (same.stream().allMatch(column -> Objects.equals(other.get(column), row.get(column)))) {
                var first = i;
                while (first > 0 && Objects.equals(before.get(first - 1).get(partition), row.get(partition))) {
                    first--;
                }
                return i - first + 1L;
            }
        }
        return null;
    }
}
