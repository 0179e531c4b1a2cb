package io.weir.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.flow.Batch;
import io.weir.formats.file.FileTable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.Formats;
import io.weir.formats.testing.Scans;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written as text comes back as it was. */
class TextRoundTripTest {
    private static final Map<DataType, List<?>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put(Scalar.BOOLEAN, List.of(true, false, true));
        VALUES.put(Scalar.TINYINT, List.of((byte) -128, (byte) 0, (byte) 127));
        VALUES.put(Scalar.SMALLINT, List.of((short) -32768, (short) 5, (short) 32767));
        VALUES.put(Scalar.INT, List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE));
        VALUES.put(Scalar.BIGINT, List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
        VALUES.put(Scalar.REAL, List.of(0.1f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE));
        VALUES.put(Scalar.DOUBLE, List.of(0.1 + 0.2, Double.NaN, -Double.MAX_VALUE));
        VALUES.put(
                new DataType.Decimal(18, 3),
                List.of(new BigDecimal("-999999999999999.999"), new BigDecimal("0.001"), new BigDecimal("5.000")));
        VALUES.put(
                new DataType.Decimal(38, 0),
                List.of(new BigDecimal("-99999999999999999999999999999999999999"), BigDecimal.ONE, BigDecimal.ZERO));
        VALUES.put(Scalar.VARCHAR, List.of("a,\"b\"\r\n#", " x\t", "äß\u0001 日本"));
        VALUES.put(new DataType.Char(4), List.of("a   ", "abcd", "    "));
        VALUES.put(Scalar.VARBINARY, List.of(new byte[] {0, -1}, new byte[] {1}, new byte[] {127, 2, 3}));
        VALUES.put(Scalar.DATE, List.of(LocalDate.of(1, 1, 1), LocalDate.of(2024, 2, 29), LocalDate.of(9999, 12, 31)));
        VALUES.put(Scalar.TIME, List.of(LocalTime.MIN, LocalTime.of(1, 2, 3, 4000), LocalTime.of(23, 59, 59)));
        VALUES.put(
                new DataType.Timestamp(6, false),
                List.of(
                        LocalDateTime.of(1582, 10, 4, 0, 0),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                        LocalDateTime.of(2024, 2, 29, 12, 0)));
        VALUES.put(
                new DataType.Timestamp(9, true),
                List.of(Instant.parse("1970-01-01T00:00:00.000000001Z"), Instant.EPOCH, Instant.EPOCH.minusNanos(1)));
    }

    private static final List<DataType> NESTED = List.of(
            new DataType.ListOf(Scalar.DATE),
            new DataType.RowOf(Schema.of(
                    new Schema.Field("q\"", Scalar.VARCHAR),
                    new Schema.Field("l", new DataType.ListOf(Scalar.DOUBLE)))),
            new DataType.MapOf(Scalar.BIGINT, Scalar.VARCHAR));

    private static final List<List<?>> NESTED_VALUES = List.of(
            List.of(List.of(LocalDate.EPOCH), List.of(), Arrays.asList((Object) null)),
            List.of(Arrays.asList("\"", List.of(1.5)), Arrays.asList(null, null), List.of("", List.of())),
            List.of(Map.of(-1L, "x"), Map.of(), Map.of(7L, "\\")));

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"csv,none", "csv,gzip", "json,none", "json,zstd"})
    void everyTypeComesBack(String format, String compression) throws Exception {
        var types = new ArrayList<DataType>(VALUES.keySet());
        var values = new ArrayList<List<?>>(VALUES.values());
        if (format.equals("json")) {
            types.addAll(NESTED);
            values.addAll(NESTED_VALUES);
        }
        var fields = new ArrayList<Schema.Field>();
        var columns = new ArrayList<Vector>();
        for (var i = 0; i < types.size(); i++) {
            fields.add(new Schema.Field("column " + i, types.get(i)));
            var builder = VectorBuilder.of(types.get(i), 4);
            builder.appendNull();
            values.get(i).forEach(value -> Values.append(builder, value));
            columns.add(builder.build());
        }
        var schema = new Schema(fields);
        var batch = Batch.of(4, columns);
        var options = new FormatOptions(Map.of("compression", compression), schema);
        var file = directory.resolve("t." + Formats.named(format).ending(options));
        try (var writer = Formats.named(format).create(Files.newOutputStream(file), schema, options)) {
            writer.write(batch.slice(0, 1));
            writer.write(batch.slice(1, 3));
            writer.finish();
        }
        var read = Scans.rows(FileTable.open(file.toString(), null, options));
        assertThat(read).isEqualTo(expected(batch));
    }

    private static List<String> expected(Batch batch) {
        var rows = new ArrayList<String>();
        for (var row = 0; row < batch.rows(); row++) {
            var texts = new ArrayList<String>();
            for (var column : batch.columns()) {
                texts.add(Scans.text(Values.get(column, row)));
            }
            rows.add(String.join(" | ", texts));
        }
        return rows;
    }
}
