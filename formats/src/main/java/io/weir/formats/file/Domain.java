package io.weir.formats.file;

import io.weir.Nullable;
import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Values of one column, as a range or a list. Values are objects as {@link io.weir.vector.Values} has them, not null.
 *
 * @param low null: no lower bound
 * @param high null: no upper bound
 * @param values null: every value of the range; else just these, sorted, at most a few hundred, and the bounds are theirs
 * @param nulls whether null is in the domain
 */
public record Domain(
        @Nullable Object low,
        boolean lowIncluded,
        @Nullable Object high,
        boolean highIncluded,
        @Nullable List<Object> values,
        boolean nulls)
        implements Serializable {
    public static final Domain ONLY_NULL = new Domain(null, true, null, true, List.of(), true);
    public static final Domain NOT_NULL = new Domain(null, true, null, true, null, false);

    public static Domain of(List<Object> values) {
        var sorted = values.stream().sorted(Domain::compare).toList();
        return new Domain(sorted.get(0), true, sorted.get(sorted.size() - 1), true, sorted, false);
    }

    public static Domain range(@Nullable Object low, boolean lowIncluded, @Nullable Object high, boolean highIncluded) {
        return new Domain(low, lowIncluded, high, highIncluded, null, false);
    }

    /** False only if no value from {@code min} to {@code max}, both included and not null, is in the domain. */
    public boolean mayOverlap(Object min, Object max) {
        if (values != null) {
            return values.stream().anyMatch(value -> compare(value, min) >= 0 && compare(value, max) <= 0);
        }
        if (low != null) {
            var order = compare(max, low);
            if (order < 0 || order == 0 && !lowIncluded) {
                return false;
            }
        }
        if (high != null) {
            var order = compare(min, high);
            return order < 0 || order == 0 && highIncluded;
        }
        return true;
    }

    /** As {@link #mayOverlap} for bounds that a file gives: they leave NaN out, which may be there all the same and is above every number. */
    public boolean mayOverlapBounds(Object min, Object max) {
        return mayOverlap(min, max)
                || max instanceof Double && contains(Double.NaN)
                || max instanceof Float && contains(Float.NaN);
    }

    public boolean contains(Object value) {
        return mayOverlap(value, value);
    }

    /** The same with other values in place of these; their order must stay. */
    public Domain map(UnaryOperator<Object> mapping) {
        return new Domain(
                low == null ? null : mapping.apply(low),
                lowIncluded,
                high == null ? null : mapping.apply(high),
                highIncluded,
                values == null ? null : values.stream().map(mapping).toList(),
                nulls);
    }

    /** The order of SQL for two values of one type. Strings and binary compare by unsigned bytes. */
    @SuppressWarnings("unchecked")
    public static int compare(Object left, Object right) {
        if (left instanceof String text) {
            return java.util.Arrays.compareUnsigned(
                    text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    ((String) right).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        if (left instanceof byte[] bytes) {
            return java.util.Arrays.compareUnsigned(bytes, (byte[]) right);
        }
        if (left instanceof Number && left.getClass() != right.getClass()) {
            return new java.math.BigDecimal(left.toString()).compareTo(new java.math.BigDecimal(right.toString()));
        }
        return ((Comparable<Object>) left).compareTo(right);
    }
}
