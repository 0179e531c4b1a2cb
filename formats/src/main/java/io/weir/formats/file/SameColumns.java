package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.List;

/**
 * The columns that one file of a table holds and all others must hold too, in any order: where a file lacks one, its rows would be null
 * there and nobody would take notice.
 *
 * @param partitions columns that do not matter since directories tell them
 */
record SameColumns(String path, Schema columns, Schema partitions) implements Serializable {
    /** The columns of the first file that has any: an empty file of lines has none, and no row either. Null without such a file. */
    static @Nullable SameColumns of(List<FileSummary> files, Schema partitions) {
        return files.stream()
                .filter(file -> file.schema().size() > 0)
                .findFirst()
                .map(file -> new SameColumns(file.file().path(), file.schema(), partitions))
                .orElse(null);
    }

    void check(List<FileSummary> files) {
        var sound = columns;
        for (var file : files) {
            if (file.schema().size() > 0 && !file.schema().equals(sound)) {
                sound = file.schema();
                check(missing("", columns, sound), path, file.file().path());
                check(missing("", sound, columns), file.file().path(), path);
            }
        }
    }

    private static void check(@Nullable String column, String there, String missing) {
        if (column != null) {
            throw new EngineException(
                    ErrorCode.SCHEMA_MISMATCH,
                    "files of one table have different columns: " + column + " is in " + there + ", but not in "
                            + missing + "; with " + FormatOptions.MERGE_SCHEMA
                            + " = true, an option or setting, it is null there");
        }
    }

    /** The first column, or field of one, that only the one side has; null if there is none. */
    private @Nullable String missing(String around, Schema all, Schema some) {
        for (var field : all.fields()) {
            var at = some.indexOf(field.name());
            var name = around + field.name();
            if (around.isEmpty() && partitions.indexOf(name) >= 0) {
                continue;
            }
            var missing = at < 0 ? name : missing(name, field.type(), some.type(at));
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private @Nullable String missing(String name, DataType all, DataType some) {
        if (all instanceof DataType.RowOf a && some instanceof DataType.RowOf b) {
            return missing(name + ".", a.schema(), b.schema());
        }
        if (all instanceof DataType.ListOf a && some instanceof DataType.ListOf b) {
            return missing(name, a.element(), b.element());
        }
        if (all instanceof DataType.MapOf a && some instanceof DataType.MapOf b) {
            var missing = missing(name, a.key(), b.key());
            return missing == null ? missing(name, a.value(), b.value()) : missing;
        }
        return null;
    }
}
