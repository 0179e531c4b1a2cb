package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which column of the rows to write goes into files and which names directories. */
final class SinkPlan {
    private SinkPlan() {}

    /** Unlike that of any other statement, in sixteen hexadecimal digits. */
    static String newJob() {
        return HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits());
    }

    /**
     * The directories of the static values, which come before those of the other partition columns.
     *
     * @param partitions all partition columns in the order of their directories
     */
    static String fixed(List<String> partitions, Map<String, @Nullable String> values) {
        var directories = new StringBuilder();
        var fixed = 0;
        for (var column : partitions) {
            var key = keyOf(values, column);
            if (key != null) {
                if (fixed < partitions.indexOf(column)) {
                    throw new EngineException(
                            ErrorCode.NOT_SUPPORTED,
                            "a fixed partition column cannot come after one whose values come from the rows: "
                                    + column);
                }
                fixed++;
                directories
                        .append(PartitionValues.directory(column, values.get(key)))
                        .append('/');
            }
        }
        if (fixed < values.size()) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT,
                    "the table is not partitioned by all of " + values.keySet() + ", but by " + partitions);
        }
        return directories.toString();
    }

    private static @Nullable String keyOf(Map<String, @Nullable String> values, String column) {
        return values.keySet().stream()
                .filter(column::equalsIgnoreCase)
                .findFirst()
                .orElse(null);
    }

    static SinkColumns columns(Schema input, List<String> partitions, Map<String, @Nullable String> values) {
        var dynamic = new ArrayList<Schema.Field>();
        var places = new ArrayList<Integer>();
        for (var column : partitions) {
            var at = input.indexOf(column);
            var isFixed = keyOf(values, column) != null;
            if (isFixed == at >= 0) {
                throw new EngineException(
                        ErrorCode.INVALID_STATEMENT,
                        isFixed
                                ? "a partition column has a fixed value and is among the columns to insert: " + column
                                : "a partition column is not among the columns to insert: " + column);
            }
            if (!isFixed) {
                PartitionValues.check(input.type(at));
                dynamic.add(input.field(at));
                places.add(at);
            }
        }
        var file = new ArrayList<Schema.Field>();
        var filePlaces = new ArrayList<Integer>();
        for (var i = 0; i < input.size(); i++) {
            if (!places.contains(i)) {
                file.add(input.field(i));
                filePlaces.add(i);
            }
        }
        if (file.isEmpty()) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT, "a table needs a column that is no partition column: " + input);
        }
        return new SinkColumns(new Schema(file), filePlaces, new Schema(dynamic), places);
    }

    /** The columns to insert are columns of the table, of the same types; those of the table that are missing will be null. */
    static void check(Schema table, Schema input, List<String> partitions) {
        for (var field : input.fields()) {
            var at = table.indexOf(field.name());
            if (at < 0) {
                throw new EngineException(
                        ErrorCode.SCHEMA_MISMATCH, "the table has no such column to insert into: " + field.name());
            }
            var isPartition = partitions.stream().anyMatch(field.name()::equalsIgnoreCase);
            if (!isPartition && !table.type(at).equals(field.type())) {
                throw new EngineException(
                        ErrorCode.SCHEMA_MISMATCH,
                        "the column to insert into is " + table.type(at).sql() + ", not "
                                + field.type().sql() + ": " + field.name());
            }
        }
    }
}
