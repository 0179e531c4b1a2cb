package io.weir.aggregate;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** What each aggregate means, in plain Java over the rows of one group. */
final class AggregateModels {
    /** An aggregate over rows of arguments. */
    interface Model {
        @Nullable
        Object of(List<List<@Nullable Object>> rows);
    }

    private AggregateModels() {}

    /** The values of one argument that are not null, in order. */
    static List<Object> present(List<List<@Nullable Object>> rows, int argument) {
        var values = new ArrayList<Object>();
        for (var row : rows) {
            var value = row.get(argument);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    static List<Double> numbers(List<List<@Nullable Object>> rows, int argument) {
        return present(rows, argument).stream()
                .map(value -> ((Number) value).doubleValue())
                .toList();
    }

    /** Of the values of the first argument that are not null; null if there is none. */
    static Model ofPresent(java.util.function.Function<List<Object>, @Nullable Object> model) {
        return rows -> {
            var values = present(rows, 0);
            return values.isEmpty() ? null : model.apply(values);
        };
    }

    static Model fold(BinaryOperator<Long> operator) {
        return ofPresent(values -> values.stream()
                .map(value -> ((Number) value).longValue())
                .reduce(operator)
                .orElseThrow());
    }

    static Model sumOfDecimals() {
        return ofPresent(values -> values.stream()
                .map(value -> (BigDecimal) value)
                .reduce(BigDecimal::add)
                .orElseThrow());
    }

    static Model averageOfDecimals(int scale) {
        return rows -> {
            var sum = (BigDecimal) sumOfDecimals().of(rows);
            var count = BigDecimal.valueOf(present(rows, 0).size());
            return sum == null ? null : sum.divide(count, scale, RoundingMode.HALF_UP);
        };
    }

    static Model averageOfIntegers() {
        return ofPresent(values -> {
            var sum = values.stream()
                    .map(value -> BigInteger.valueOf(((Number) value).longValue()))
                    .reduce(BigInteger::add)
                    .orElseThrow();
            return sum.doubleValue() / values.size();
        });
    }

    @SuppressWarnings("unchecked")
    static Comparator<Object> order() {
        return (a, b) -> a instanceof byte[] left
                ? java.util.Arrays.compareUnsigned(left, (byte[]) b)
                : ((Comparable<Object>) a).compareTo(b);
    }

    static Model least() {
        return ofPresent(values -> values.stream().min(order()).orElseThrow());
    }

    static Model greatest() {
        return ofPresent(values -> values.stream().max(order()).orElseThrow());
    }

    /** The first argument where the second is extreme; of several such rows the first. */
    static Model by(Comparator<Object> order) {
        return rows -> {
            List<@Nullable Object> best = null;
            for (var row : rows) {
                var key = row.get(1);
                if (key != null && (best == null || order.compare(key, Objects.requireNonNull(best.get(1))) < 0)) {
                    best = row;
                }
            }
            return best == null ? null : best.get(0);
        };
    }

    /** The sum of that power of the differences from the mean. */
    private static double moment(List<Double> values, int power) {
        var mean = values.stream().mapToDouble(x -> x).average().orElse(0);
        return values.stream().mapToDouble(x -> Math.pow(x - mean, power)).sum();
    }

    static Model variance(int less) {
        return rows -> {
            var values = numbers(rows, 0);
            return values.size() <= less ? null : (Object) (moment(values, 2) / (values.size() - less));
        };
    }

    static Model deviation(int less) {
        return rows -> {
            var variance = (Double) variance(less).of(rows);
            return variance == null ? null : (Object) Math.sqrt(variance);
        };
    }

    static Model skewness() {
        return rows -> {
            var values = numbers(rows, 0);
            var n = values.size();
            return n < 3 ? null : (Object) (Math.sqrt(n) * moment(values, 3) / Math.pow(moment(values, 2), 1.5));
        };
    }

    static Model kurtosis() {
        return rows -> {
            var values = numbers(rows, 0);
            var n = (double) values.size();
            if (n < 4) {
                return null;
            }
            var variance = moment(values, 2) / (n - 1);
            return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * moment(values, 4) / (variance * variance)
                    - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
        };
    }

    /** Of n, sums of squares of x and y and of products, and the means of x and y: an aggregate of pairs (y, x). */
    interface PairModel {
        double of(double n, double xx, double yy, double xy, double meanX, double meanY);
    }

    static Model ofPairs(PairModel model) {
        return rows -> {
            var pairs = rows.stream()
                    .filter(row -> row.get(0) != null && row.get(1) != null)
                    .toList();
            var ys = numbers(pairs, 0);
            var xs = numbers(pairs, 1);
            var n = pairs.size();
            var meanX = xs.stream().mapToDouble(x -> x).average().orElse(0);
            var meanY = ys.stream().mapToDouble(y -> y).average().orElse(0);
            var xy = 0.0;
            for (var i = 0; i < n; i++) {
                xy += (xs.get(i) - meanX) * (ys.get(i) - meanY);
            }
            var value = n == 0 ? Double.NaN : model.of(n, moment(xs, 2), moment(ys, 2), xy, meanX, meanY);
            return Double.isFinite(value) ? value : null;
        };
    }

    static Model interpolated(double share) {
        return ofPresent(values -> {
            var sorted = values.stream().map(value -> (Double) value).sorted().toList();
            var position = share * (sorted.size() - 1);
            var below = sorted.get((int) Math.floor(position));
            var above = sorted.get((int) Math.ceil(position));
            return below + (above - below) * (position - Math.floor(position));
        });
    }

    static Model discrete(double share) {
        return ofPresent(values -> {
            var sorted = values.stream().sorted(order()).toList();
            return sorted.get(Math.max((int) Math.ceil(share * sorted.size()) - 1, 0));
        });
    }

    static Model discreteDescending(double share) {
        return ofPresent(values -> {
            var sorted = values.stream().sorted(order().reversed()).toList();
            return sorted.get(Math.max((int) Math.ceil(share * sorted.size()) - 1, 0));
        });
    }

    static Map<Object, Long> counts(List<Object> values) {
        var counts = new HashMap<Object, Long>();
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        return counts;
    }

    static Model mode() {
        return ofPresent(values -> counts(values).entrySet().stream()
                .max(Map.Entry.<Object, Long>comparingByValue().thenComparing(Map.Entry::getKey, order().reversed()))
                .orElseThrow()
                .getKey());
    }

    static Model map() {
        return rows -> {
            var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            for (var row : rows) {
                if (row.get(0) != null && !map.containsKey(row.get(0))) {
                    map.put(row.get(0), row.get(1));
                }
            }
            return map.isEmpty() ? null : map;
        };
    }

    static Model joined(String separator) {
        return ofPresent(values -> values.stream().map(Object::toString).collect(Collectors.joining(separator)));
    }

    static Model distinct() {
        return rows -> (long) new HashSet<>(present(rows, 0)).size();
    }

    static Model values() {
        return rows -> rows.isEmpty()
                ? null
                : rows.stream().map(row -> row.get(0)).collect(Collectors.toCollection(ArrayList::new));
    }

    static Model edge(boolean first) {
        return rows ->
                rows.isEmpty() ? null : rows.get(first ? 0 : rows.size() - 1).get(0);
    }

    static DataType decimal(int precision, int scale) {
        return new DataType.Decimal(precision, scale);
    }
}
