package io.weir.formats.file;

import io.weir.Nullable;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** What the summaries of its files say of a table. */
final class StatisticsMerge {
    private StatisticsMerge() {}

    static TableStatistics of(Format format, Schema schema, PartitionLayout partitions, List<FileSummary> files) {
        var bytes = files.stream().mapToLong(file -> file.file().length()).sum();
        var perFile = files.stream().mapToLong(format::estimatedRows).toArray();
        var known = Arrays.stream(perFile).allMatch(rows -> rows >= 0);
        var rows = known ? Arrays.stream(perFile).sum() : -1;
        var values = files.stream()
                .map(file -> partitions.values(file.file().path()))
                .toList();
        var columns = new ArrayList<ColumnStatistics>();
        for (var field : schema.fields()) {
            var partition = partitions.columns().indexOf(field.name());
            columns.add(
                    partition >= 0
                            ? ofPartition(
                                    values.stream().map(of -> of.get(partition)).toList(), perFile)
                            : ofColumn(field.name(), files));
        }
        return new TableStatistics(rows, bytes, columns);
    }

    private static ColumnStatistics ofPartition(List<@Nullable Object> values, long[] rows) {
        var distinct = new HashSet<Object>();
        var nulls = 0L;
        for (var i = 0; i < rows.length; i++) {
            var value = values.get(i);
            if (value != null) {
                distinct.add(value);
            } else {
                nulls = nulls < 0 || rows[i] < 0 ? -1 : nulls + rows[i];
            }
        }
        var low = distinct.stream().min(Domain::compare).orElse(null);
        var high = distinct.stream().max(Domain::compare).orElse(null);
        return new ColumnStatistics(low, high, nulls, distinct.size(), 0);
    }

    private static ColumnStatistics ofColumn(String name, List<FileSummary> files) {
        var parts = new ArrayList<ColumnStatistics>();
        var nulls = 0L;
        var bytes = 0L;
        for (var file : files) {
            var column = file.schema().indexOf(name);
            if (column >= 0 && file.columns().isEmpty()) {
                return ColumnStatistics.UNKNOWN;
            }
            var statistics = column < 0 ? null : file.columns().get(column);
            var missing = statistics == null ? file.rows() : statistics.nulls();
            nulls = nulls < 0 || missing < 0 ? -1 : nulls + missing;
            if (statistics != null) {
                bytes = bytes < 0 || statistics.bytes() < 0 ? -1 : bytes + statistics.bytes();
                if (file.rows() < 0 || statistics.nulls() < file.rows()) {
                    parts.add(statistics);
                }
            }
        }
        var bounded = parts.stream().allMatch(part -> part.low() != null && part.high() != null)
                && parts.stream().map(part -> kind(part.low())).distinct().count() <= 1;
        var low = bounded
                ? parts.stream().map(ColumnStatistics::low).min(Domain::compare).orElse(null)
                : null;
        var high = bounded
                ? parts.stream()
                        .map(ColumnStatistics::high)
                        .max(Domain::compare)
                        .orElse(null)
                : null;
        return new ColumnStatistics(low, high, nulls, distinct(parts, bounded), bytes);
    }

    /** Values of one kind can be compared; types that differ between files may be of several. */
    private static Class<?> kind(@Nullable Object bound) {
        return bound instanceof Number ? Number.class : bound(bound).getClass();
    }

    /** Files whose ranges overlap are taken to hold the same values, others to hold different ones. */
    private static long distinct(List<ColumnStatistics> parts, boolean bounded) {
        if (parts.stream().anyMatch(part -> part.distinct() < 0)) {
            return -1;
        }
        if (!bounded) {
            return parts.stream().mapToLong(ColumnStatistics::distinct).max().orElse(0);
        }
        var numbers = new DistinctValues();
        parts.forEach(part -> numbers.add(part.low(), part.high(), part.distinct()));
        if (numbers.hasRanges()) {
            return Math.max(0, numbers.count());
        }
        var sorted = parts.stream()
                .sorted((a, b) -> Domain.compare(bound(a.low()), bound(b.low())))
                .toList();
        var sum = 0L;
        var most = 0L;
        Object high = null;
        for (var part : sorted) {
            if (high != null && Domain.compare(bound(part.low()), high) > 0) {
                sum += most;
                most = 0;
            }
            most = Math.max(most, part.distinct());
            var end = bound(part.high());
            high = high == null || Domain.compare(end, high) > 0 ? end : high;
        }
        return sum + most;
    }

    private static Object bound(@Nullable Object bound) {
        if (bound == null) {
            throw new AssertionError("a bound that was seen before");
        }
        return bound;
    }
}
