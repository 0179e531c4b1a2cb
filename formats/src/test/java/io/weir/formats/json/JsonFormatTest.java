package io.weir.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.formats.file.FileTable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.testing.DuckDb;
import io.weir.formats.testing.Scans;
import io.weir.formats.text.TextParts;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static FileTable open(Path file) {
        return FileTable.open(file.toString(), null, FormatOptions.NONE);
    }

    private static FileTable declared(Path file, Map<String, String> options, Schema.Field... fields) {
        return FileTable.open(file.toString(), null, new FormatOptions(options, Schema.of(fields)));
    }

    private static Schema.Field field(String name, DataType type) {
        return new Schema.Field(name, type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"b\":\"x\"}\n{\"b\":null,\"a\":2}\n",
                "{\"a\":1.5}\n\n{\"a\":2}\n{\"b\":true}",
                "{\"s\":\"\\u00e4\\n\\\"\\\\ 日本 \\ud83d\\ude00\"}\n",
                "{\"list\":[1,2,null],\"row\":{\"x\":1,\"y\":[{\"z\":\"a\"},null]}}\n{\"list\":[],\"row\":null}\n",
                "{\"list\":[[1],[2.5]],\"b\":[true]}\r\n{\"list\":null,\"b\":[]}\r\n",
                "{\"n\":null,\"m\":9223372036854775807}\n"
            })
    void rowsAreThoseOfAnotherReader(String text) throws Exception {
        var file = file("t.json", text);
        var query = "from read_json('" + file + "', format = 'newline_delimited')";
        assertThat(Scans.rows(open(file))).isEqualTo(DuckDb.rows(query));
        if (!text.contains("\"n\"")) {
            assertThat(duckTypes(open(file).schema())).isEqualTo(DuckDb.columns(query));
        }
    }

    private static String duckTypes(Schema schema) {
        var columns = new ArrayList<String>();
        schema.fields().forEach(field -> columns.add(field.name() + " " + duckType(field.type())));
        return String.join(", ", columns);
    }

    private static String duckType(DataType type) {
        if (type instanceof DataType.ListOf list) {
            return duckType(list.element()) + "[]";
        }
        if (type instanceof DataType.RowOf row) {
            return "STRUCT(" + duckTypes(row.schema()) + ")";
        }
        return type.sql().toUpperCase(Locale.ROOT);
    }

    @Test
    void whatHasNoCommonTypeIsItsText() throws Exception {
        var file = file(
                "m.json", "{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":{\"b\": [1, \"q\\\"\"]}}\n{\"a\":false}\n{\"a\":{}}\n");
        assertThat(open(file).schema().toString()).isEqualTo("a varchar");
        assertThat(Scans.rows(open(file))).containsExactly("'1'", "'x'", "'{\"b\":[1,\"q\\\"\"]}'", "'false'", "'{}'");
    }

    @Test
    void declaredTypesHold() throws Exception {
        var file = file(
                "d.json",
                "{\"D\":\"2024-02-29\",\"t\":\"2024-02-29T10:11:12.5Z\",\"n\":12.345,\"i\":\"7\","
                        + "\"m\":{\"1\":[true],\"2\":null},\"b\":\"AP8=\",\"more\":[{}]}\n{}\n");
        var table = declared(
                file,
                Map.of(),
                field("d", Scalar.DATE),
                field("t", new DataType.Timestamp(6, true)),
                field("n", new DataType.Decimal(20, 2)),
                field("i", Scalar.INT),
                field("m", new DataType.MapOf(Scalar.INT, new DataType.ListOf(Scalar.BOOLEAN))),
                field("b", Scalar.VARBINARY));
        assertThat(Scans.rows(table))
                .containsExactly(
                        "2024-02-29 | 2024-02-29T10:11:12.500Z | 12.35 | 7 | [[true], null] | [0, -1]",
                        "null | null | null | null | null | null");
    }

    @Test
    void aBadRowIsAnErrorThatSaysWhere() throws Exception {
        var a = field("a", Scalar.BIGINT);
        assertThatThrownBy(() -> Scans.rows(declared(file("1.json", "{\"a\":1}\n\n{\"a\":\"x\"}\n"), Map.of(), a)))
                .isInstanceOf(EngineException.class)
                .hasMessage("bad row in line 3 of " + directory
                        + "/1.json: no bigint in column a: 'x'; bad_rows = 'skip' leaves such rows out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1           | the line ends before its object does",
                "{\"a\":\"x         | the line ends before its object does",
                "[1]               | the line is no object of JSON",
                "{\"a\":1} 2        | something follows the object of the line",
                "{\"a\":1} x        | not JSON at column 9: 'x'",
                "{a:1}             | not JSON at column 2: 'a:1}'",
                "{\"é\":1,,\"a\":1}  | not JSON at column 8: ',\"a\":1}'",
                "{\"a\":1e}         | not JSON at column 8: '}'",
                "{\"a\":[1]}        | no bigint in column a: '[1]'",
                "{\"a\":1.5}        | no bigint in column a: '1.5'"
            })
    void aBadRowIsAnErrorThatSaysWhat(String bad, String problem) throws Exception {
        var file = file("2.json", "{\"a\":1}\n" + bad + "\n");
        assertThatThrownBy(() -> Scans.rows(declared(file, Map.of(), field("a", Scalar.BIGINT))))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "bad row in line 2 of " + file + ": " + problem + "; bad_rows = 'skip' leaves such rows out");
    }

    @Test
    void aLineNestedTooDeepIsABadRow() throws Exception {
        var file = file("deep.json", "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}\n");
        assertThatThrownBy(() -> Scans.rows(declared(file, Map.of(), field("a", Scalar.BIGINT))))
                .hasMessageContaining("nested too deep");
    }

    @Test
    void badRowsAreSkippedAndCountedOnDemand() throws Exception {
        var list = field("l", new DataType.ListOf(Scalar.BIGINT));
        var row = field("r", new DataType.RowOf(Schema.of(field("x", Scalar.INT), field("y", Scalar.INT))));
        var file = file("s.json", """
                {"l":[1],"r":{"x":1}}
                {"l":[1,"x",2],"r":{"y":1}}
                {"l":[3
                {"l":[4],"r":{"x":"no","y":2}}
                {"l":[5,6],"r":{"y":3}}
                """);
        var table = declared(file, Map.of("bad_rows", "skip"), list, row);
        var context = Scans.context(100);
        assertThat(Scans.rows(table.scan(table.schema(), List.of(), List.of()), context))
                .containsExactly("[1] | [1, null]", "[5, 6] | [null, 3]");
        assertThat(context.metrics().details()).containsEntry("bad rows", 3L);
    }

    @Test
    void partsOfAFileAreItsRowsWhereverTheyAreCut() throws Exception {
        var random = new Random(3);
        var rows = IntStream.range(0, 150)
                .mapToObj(i -> "{\"id\":" + i + ",\"s\":\"" + "x".repeat(random.nextInt(40)) + "\"}")
                .toList();
        var file = file("parts.json", String.join("\n", rows));
        var table = open(file);
        var source = table.scan(Schema.of(field("id", Scalar.BIGINT)), List.of(), List.of());
        for (var size : List.of(1, 3, 50, 1000, 100_000)) {
            var count = 0;
            for (var part : TextParts.split(table.files().get(0), size)) {
                try (var reader = source.open(part, Scans.context(4))) {
                    while (!reader.done()) {
                        var batch = reader.poll();
                        count += batch == null ? 0 : batch.rows();
                    }
                }
            }
            assertThat(count).as("parts of %s bytes", size).isEqualTo(150);
        }
    }

    @Test
    void linesLongerThanTheBufferAreRead() throws Exception {
        var text = new StringBuilder();
        for (var i = 0; i < 50; i++) {
            text.append("{\"s\":\"" + "z".repeat(i * 20_000) + "\",\"i\":" + i + "}\n");
        }
        var lengths = Scans.rows(open(file("long.json", text.toString()))).stream()
                .map(row -> row.split(" \\| "))
                .filter(parts -> parts[0].length() == Integer.parseInt(parts[1]) * 20_000 + 2);
        assertThat(lengths).hasSize(50);
    }
}
