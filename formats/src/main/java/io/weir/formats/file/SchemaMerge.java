package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One schema for many files: columns go by name, types widen where that loses nothing. */
final class SchemaMerge {
    private final Format format;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    SchemaMerge(Format format) {
        this.format = format;
    }

    private record Column(String name, DataType type, FileEntry file) {}

    static Schema of(Format format, List<FileSummary> files) {
        var merge = new SchemaMerge(format);
        var telling = files.stream().filter(file -> !isGuessedFromNothing(file)).toList();
        for (var file : telling.isEmpty() ? files : telling) {
            file.schema().fields().forEach(field -> merge.add(field, file.file()));
        }
        return new Schema(merge.columns.values().stream()
                .map(column -> new Schema.Field(column.name(), column.type()))
                .toList());
    }

    /** Types are guessed where nothing is known of the columns; a file of names alone says nothing of them. */
    private static boolean isGuessedFromNothing(FileSummary file) {
        return file.rows() == 0 && file.columns().isEmpty();
    }

    private void add(Schema.Field field, FileEntry file) {
        columns.merge(
                field.name().toLowerCase(Locale.ROOT),
                new Column(field.name(), field.type(), file),
                (known, added) -> unify(known, added));
    }

    private Column unify(Column known, Column added) {
        var type = format.unify(known.type(), added.type());
        if (type == null) {
            throw new EngineException(
                    ErrorCode.SCHEMA_MISMATCH,
                    "types of one column differ between files and no type holds both without loss: " + known.name()
                            + " is " + known.type().sql() + " in "
                            + known.file().path() + " and "
                            + added.type().sql() + " in " + added.file().path());
        }
        return new Column(known.name(), type, type.equals(known.type()) ? known.file() : added.file());
    }
}
