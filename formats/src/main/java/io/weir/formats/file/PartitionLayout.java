package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The partition columns of a table, which the directories below its root name: {@code key=value}, one level a column.
 *
 * @param root the directory above all of them
 */
record PartitionLayout(String root, Schema columns) implements Serializable {
    /** Takes the columns from the paths; types are those declared, else the narrowest that fit all values. */
    static PartitionLayout of(String root, List<FileEntry> files, @Nullable Schema declared) {
        if (files.isEmpty()) {
            return new PartitionLayout(root, new Schema(List.of()));
        }
        var keys = keys(root, files.get(0).path());
        for (var file : files) {
            if (!keys.equals(keys(root, file.path()))) {
                throw new EngineException(
                        ErrorCode.SCHEMA_MISMATCH,
                        "files of one table lie in directories of different partition columns: "
                                + files.get(0).path() + " and " + file.path());
            }
        }
        var fields = new ArrayList<Schema.Field>();
        for (var i = 0; i < keys.size(); i++) {
            var level = i;
            var known = declared == null ? -1 : declared.indexOf(keys.get(i));
            if (declared != null && known >= 0) {
                fields.add(declared.field(known));
                continue;
            }
            var texts = files.stream()
                    .map(file -> texts(root, file.path()).get(level))
                    .toList();
            fields.add(new Schema.Field(keys.get(i), PartitionValues.infer(texts)));
        }
        return new PartitionLayout(root, new Schema(fields));
    }

    /** The values that the directories of a file stand for, one a column. */
    List<@Nullable Object> values(String path) {
        var values = new ArrayList<@Nullable Object>();
        var texts = texts(root, path);
        for (var i = 0; i < columns.size(); i++) {
            values.add(PartitionValues.value(columns.field(i), texts.get(i), path));
        }
        return values;
    }

    private static List<String> keys(String root, String path) {
        return levels(root, path).stream()
                .map(name -> PartitionValues.unescape(name.substring(0, name.indexOf('='))))
                .toList();
    }

    private static List<@Nullable String> texts(String root, String path) {
        var texts = new ArrayList<@Nullable String>();
        for (var name : levels(root, path)) {
            var text = name.substring(name.indexOf('=') + 1);
            texts.add(text.equals(PartitionValues.NULL) ? null : PartitionValues.unescape(text));
        }
        return texts;
    }

    private static List<String> levels(String root, String path) {
        var levels = new ArrayList<String>();
        var names = path.substring(Math.min(root.length(), path.length())).split("/");
        for (var i = 0; i < names.length - 1; i++) {
            if (names[i].indexOf('=') > 0) {
                levels.add(names[i]);
            }
        }
        return levels;
    }
}
