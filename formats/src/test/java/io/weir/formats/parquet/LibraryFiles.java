package io.weir.formats.parquet;

import io.weir.Nullable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageTypeParser;

/** Files of the format's own Java library, written row by row. */
final class LibraryFiles {
    private LibraryFiles() {}

    /** Fills the fields of one row. */
    interface Row {
        void fill(Group group, int row);
    }

    static BytesInput write(String schema, int rows, Row row, UnaryOperator<ExampleParquetWriter.Builder> settings)
            throws IOException {
        return new BytesInput("library.parquet", bytes(schema, rows, row, settings));
    }

    static byte[] bytes(String schema, int rows, Row row, UnaryOperator<ExampleParquetWriter.Builder> settings)
            throws IOException {
        var type = MessageTypeParser.parseMessageType(schema);
        var bytes = new ByteArrayOutputStream();
        var builder = ExampleParquetWriter.builder(new WriterOutput(bytes))
                .withConf(new PlainParquetConfiguration())
                .withType(type);
        try (var writer = settings.apply(builder).build()) {
            for (var i = 0; i < rows; i++) {
                var group = new SimpleGroup(type);
                row.fill(group, i);
                writer.write(group);
            }
        }
        return bytes.toByteArray();
    }

    /** One optional column {@code c}; null values make nulls. */
    static BytesInput column(
            String type, List<? extends @Nullable Object> values, UnaryOperator<ExampleParquetWriter.Builder> settings)
            throws IOException {
        return write(
                "message m { optional " + type + "; }",
                values.size(),
                (group, i) -> add(group, values.get(i)),
                settings);
    }

    private static void add(Group group, @Nullable Object value) {
        if (value instanceof Boolean b) {
            group.add(0, b);
        } else if (value instanceof Integer i) {
            group.add(0, i);
        } else if (value instanceof Long l) {
            group.add(0, l);
        } else if (value instanceof Float f) {
            group.add(0, f);
        } else if (value instanceof Double d) {
            group.add(0, d);
        } else if (value instanceof String text) {
            group.add(0, text);
        } else if (value instanceof byte[] bytes) {
            group.add(0, org.apache.parquet.io.api.Binary.fromConstantByteArray(bytes));
        }
    }
}
