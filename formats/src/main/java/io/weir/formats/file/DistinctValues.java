package io.weir.formats.file;

import io.weir.Nullable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many different values the parts of a column have together, of which each is known how many it has and from which to which. Where
 * ranges overlap, parts are taken to hold the same values, elsewhere different ones: keys that rise from part to part add up.
 */
public final class DistinctValues {
    private record Part(double low, double high, long distinct) {
        /** Which part of the range lies above a value that is not below its start. */
        double above(double value) {
            return value >= high ? 0 : (high - value) / (high - low);
        }
    }

    private final List<Part> parts = new ArrayList<>();

    /** @param low null if unknown, as {@code high} */
    public void add(@Nullable Object low, @Nullable Object high, long distinct) {
        parts.add(new Part(number(low), number(high), distinct));
    }

    /** True if the values are numbers or moments, and known are their ranges. */
    public boolean hasRanges() {
        return parts.stream().noneMatch(part -> Double.isNaN(part.low - part.high));
    }

    /** An estimate, -1 if there are no parts. Without ranges as many as the part has that has most. */
    public long count() {
        if (parts.size() < 2 || !hasRanges()) {
            return parts.stream().mapToLong(Part::distinct).max().orElse(-1);
        }
        parts.sort(Comparator.comparingDouble(Part::low));
        var below = 0.0;
        var overlapping = 0.0;
        var high = Double.NEGATIVE_INFINITY;
        for (var part : parts) {
            if (part.low > high) {
                below += overlapping;
                overlapping = part.distinct;
            } else {
                overlapping = Math.max(part.distinct, overlapping + part.distinct * part.above(high));
            }
            high = Math.max(high, part.high);
        }
        return Math.round(below + overlapping);
    }

    private static double number(@Nullable Object bound) {
        if (bound instanceof Number number) {
            return number.doubleValue();
        } else if (bound instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (bound instanceof LocalDateTime time) {
            return time.toEpochSecond(ZoneOffset.UTC);
        }
        return Double.NaN;
    }
}
