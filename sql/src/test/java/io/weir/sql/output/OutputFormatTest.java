package io.weir.sql.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputFormatTest {
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private static String write(OutputFormat format, Schema schema, List<Batch> batches) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var output = format.open(bytes, schema, ZURICH, 20);
        for (var batch : batches) {
            output.write(batch);
        }
        output.finish();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Vector column(DataType type, Object... values) {
        var builder = VectorBuilder.of(type, values.length);
        Arrays.stream(values).forEach(value -> Values.append(builder, value));
        return builder.build();
    }

    private static Schema schema(DataType... types) {
        var fields = new ArrayList<Schema.Field>();
        for (var type : types) {
            fields.add(new Schema.Field("c" + fields.size(), type));
        }
        return new Schema(fields);
    }

    /** One row whose values need care. */
    private static final Schema CAREFUL = schema(Scalar.VARCHAR, Scalar.DOUBLE, new DataType.Decimal(20, 3));

    private static final Batch CARE = Batch.of(
            column(Scalar.VARCHAR, "a,\"b\"\n\tc\\"),
            column(Scalar.DOUBLE, Double.NaN),
            column(CAREFUL.type(2), new BigDecimal("-0.500")));

    @Test
    void separatorsQuotesAndLineEndsAreEscaped() throws IOException {
        assertThat(write(OutputFormat.CSV, CAREFUL, List.of(CARE)))
                .isEqualTo("c0,c1,c2\n\"a,\"\"b\"\"\n\tc\\\",NaN,-0.500\n");
        assertThat(write(OutputFormat.TSV, CAREFUL, List.of(CARE)))
                .isEqualTo("c0\tc1\tc2\na,\"b\"\\n\\tc\\\\\tNaN\t-0.500\n");
        assertThat(write(OutputFormat.JSON, CAREFUL, List.of(CARE)))
                .isEqualTo("{\"c0\":\"a,\\\"b\\\"\\n\\tc\\\\\",\"c1\":\"NaN\",\"c2\":-0.500}\n");
    }

    @Test
    void everyTypeHasAForm() throws IOException {
        var row = new DataType.RowOf(schema(Scalar.INT, Scalar.VARCHAR));
        var map = new DataType.MapOf(Scalar.VARCHAR, Scalar.INT);
        var types = schema(
                Scalar.DATE,
                Scalar.TIME,
                new DataType.Timestamp(6, false),
                new DataType.Timestamp(9, true),
                Scalar.VARBINARY,
                new DataType.Char(3),
                new DataType.ListOf(Scalar.INT),
                map,
                row,
                Scalar.INTERVAL_MONTHS,
                Scalar.INTERVAL_MICROS);
        var values = List.of(
                LocalDate.of(2026, 11, 22),
                LocalTime.of(1, 2, 3, 500_000_000),
                LocalDateTime.of(2026, 1, 2, 3, 4, 5),
                Instant.parse("2026-07-01T00:00:00.000000001Z"),
                new byte[] {1, (byte) 0xff},
                "a",
                Arrays.asList(1, null),
                Map.of("k", 1),
                Arrays.asList(null, "x"),
                -14,
                90_061_000_000L);
        var columns = new ArrayList<Vector>();
        for (var i = 0; i < values.size(); i++) {
            columns.add(column(types.type(i), values.get(i)));
        }
        var batches = List.of(Batch.of(1, columns));
        assertThat(write(OutputFormat.TSV, types, batches).lines().skip(1))
                .containsExactly(String.join(
                        "\t",
                        "2026-11-22",
                        "01:02:03.5",
                        "2026-01-02 03:04:05",
                        "2026-07-01 02:00:00.000000001+02:00",
                        "01ff",
                        "a  ",
                        "[1, NULL]",
                        "{k=1}",
                        "{c0=NULL, c1=x}",
                        "-1-2",
                        "1 01:01:01"));
        assertThat(write(OutputFormat.JSON, types, batches))
                .contains("\"c6\":[1,null],\"c7\":{\"k\":1},\"c8\":{\"c0\":null,\"c1\":\"x\"}");
    }

    @Test
    void onlyRowsAliveAreWritten() throws IOException {
        var batch = Batch.of(column(Scalar.INT, 1, 2, null, 4)).select(Selection.of(new int[] {1, 2}, 2));
        assertThat(write(OutputFormat.CSV, schema(Scalar.INT), List.of(batch))).isEqualTo("c0\n2\n\n");
    }

    @Test
    void aTableIsAsWideAsItsFirstRowsAndGoesOn() throws IOException {
        var first = column(
                Scalar.BIGINT,
                java.util.stream.LongStream.range(0, 1000).boxed().toArray());
        var text = write(
                OutputFormat.TABLE,
                schema(Scalar.BIGINT),
                List.of(Batch.of(first), Batch.of(column(Scalar.BIGINT, 123456, null))));
        assertThat(text.lines().toList())
                .startsWith(" c0", "-----", "   0")
                .endsWith(" 999", " 123456", " NULL", "(1002 rows)");
    }

    @Test
    void columnsAreAlignedAsTerminalsShowTheirCharacters() throws IOException {
        var texts = column(Scalar.VARCHAR, "日本", "e\u0301", "\ud83d\ude00", null);
        var numbers = column(Scalar.INT, 1, -20, null, 300);
        assertThat(write(OutputFormat.TABLE, schema(Scalar.VARCHAR, Scalar.INT), List.of(Batch.of(texts, numbers))))
                .isEqualTo("""
                         c0   | c1
                        ------+------
                         日本 |    1
                         e\u0301    |  -20
                         \ud83d\ude00   | NULL
                         NULL |  300
                        (4 rows)
                        """);
    }

    @Test
    void charactersThatMoveTheCursorAreShownByName() throws IOException {
        var text = column(Scalar.VARCHAR, "a\nb\tc\r\u001b[2J");
        assertThat(write(OutputFormat.TABLE, schema(Scalar.VARCHAR), List.of(Batch.of(text))))
                .isEqualTo(" c0\n------------------\n a\\nb\\tc\\r\\x1b[2J\n(1 row)\n");
    }

    @Test
    void whatIsTooWideForTheScreenIsShownWithALineAValue() throws IOException {
        var fits = List.of(Batch.of(column(Scalar.VARCHAR, "12345678"), column(Scalar.VARCHAR, "12345678")));
        var wide =
                List.of(Batch.of(column(Scalar.VARCHAR, "12345678", "b"), column(Scalar.VARCHAR, "123456789", null)));
        var columns = schema(Scalar.VARCHAR, Scalar.VARCHAR);
        assertThat(write(OutputFormat.AUTO, columns, fits))
                .isEqualTo(write(OutputFormat.TABLE, columns, fits))
                .contains(" 12345678 | 12345678\n");
        assertThat(write(OutputFormat.AUTO, columns, wide))
                .isEqualTo(write(OutputFormat.VERTICAL, columns, wide))
                .isEqualTo("""
                        -[ row 1 ]------------------------------
                         c0 | 12345678
                         c1 | 123456789
                        -[ row 2 ]------------------------------
                         c0 | b
                         c1 | NULL
                        (2 rows)
                        """);
    }

    @Test
    void noRowsAreShownAsSuch() throws IOException {
        assertThat(write(OutputFormat.TABLE, schema(Scalar.INT), List.of())).isEqualTo(" c0\n----\n(0 rows)\n");
        assertThat(write(OutputFormat.JSON, schema(Scalar.INT), List.of())).isEmpty();
    }
}
