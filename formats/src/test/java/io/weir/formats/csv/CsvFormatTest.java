package io.weir.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.weir.EngineException;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.FileTable;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.testing.DuckDb;
import io.weir.formats.testing.Scans;
import io.weir.formats.text.TextParts;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import io.weir.vector.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static FileTable open(Path file, String... options) {
        var values = new TreeMap<String, String>();
        for (var i = 0; i < options.length; i += 2) {
            values.put(options[i], options[i + 1]);
        }
        return FileTable.open(file.toString(), null, new FormatOptions(values, null));
    }

    private static FileTable declared(Path file, String option, String value, Schema.Field... fields) {
        return FileTable.open(file.toString(), null, new FormatOptions(Map.of(option, value), Schema.of(fields)));
    }

    private static Schema.Field field(String name, DataType type) {
        return new Schema.Field(name, type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b,c\n1,x,2.5\n2,,\n",
                "a,b,c\r\n1,x,2.5\r\n-2,\"q,\"\"r\"\"\n\",1e3\r\n",
                "1,2\n3,4\n",
                "a,b\nfoo,bar\nbaz,qux\n",
                "name,day,at\nx,2024-02-29,2024-02-29 10:11:12.5\ny,1969-12-31,1969-12-31 23:59:59.999999\n",
                "t,z\n10:30:00,2024-02-29 10:00:00+02\n23:59:59.5,2024-02-29 10:00:00+00\n",
                "flag,n\ntrue,1\nFALSE,2\n",
                "x,y\n1,9223372036854775807\n2,-9223372036854775808\n",
                "x,y\n007,1\n8,-0.5\n",
                "\ufeffa,b\n1,2\n",
                "a,b\n1,2\n\n3,4",
                "a;b\n1;2\n",
                "n\n1\n2\n",
                "d,e\n1.5,0.1\n-1e300,123456789.123456789\n",
                "a,b\n\"1\",\"x\"\n\"2\",\"y\"\n",
                "a,a,b\n1,2,3\n",
                "s,n\nä,1\n日本,2\n",
                "mixed,n\n1,1\nx,2\n"
            })
    void rowsAndTypesAreThoseOfAnotherReader(String text) throws Exception {
        var file = file("t.csv", text);
        var sql = "from read_csv('" + file + "'" + (text.contains(";") ? ", delim=';'" : "") + ")";
        var table = text.contains(";") ? open(file, "delimiter", ";") : open(file);
        assertThat(Scans.rows(table)).isEqualTo(DuckDb.rows(sql));
        assertThat(names(table.schema())).isEqualTo(DuckDb.columns(sql));
    }

    private static String names(Schema schema) {
        return schema.fields().stream()
                .map(field -> field.name() + " " + field.type().sql().toUpperCase(Locale.ROOT))
                .map(text -> text.replaceAll("\\(6\\)", ""))
                .collect(Collectors.joining(", "));
    }

    @Test
    void quotesProtectWhateverTheyHold() throws Exception {
        var file = file("q.csv", "a,b\n\"x,y\",\"line 1\nline \"\"2\"\"\"\n\"\",\n");
        assertThat(Scans.rows(open(file))).containsExactly("'x,y' | 'line 1\nline \"2\"'", "'' | null");
    }

    @Test
    void dialectsAreOptions() throws Exception {
        var tabs = file("t.tsv", "a\tb\n1\tx y\n");
        assertThat(Scans.rows(open(tabs))).containsExactly("1 | 'x y'");
        var odd = file("o.csv", "# a comment\na|b\n'x\\'y|z'|NA\n# another\nNA|'NA'\n");
        assertThat(Scans.rows(open(odd, "delimiter", "|", "quote", "'", "escape", "\\", "comment", "#", "null", "NA")))
                .containsExactly("'x'y|z' | null", "null | 'NA'");
        var plain = file("p.csv", "a,b\n\"1,2\"\n");
        assertThat(Scans.rows(open(plain, "quote", ""))).containsExactly("'\"1' | '2\"'");
        assertThat(Scans.rows(open(file("h.csv", "a,b\n1,2\n"), "header", "false")))
                .containsExactly("'a' | 'b'", "'1' | '2'");
        assertThatThrownBy(() -> open(plain, "seperator", ";"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no options [seperator]")
                .hasMessageContaining("delimiter");
    }

    @Test
    void declaredTypesHold() throws Exception {
        var file = file("d.csv", "id,amount,day,name,code\n1,12.345,29.02.2024,abc  ,0aff\n,-0.5,,\"\",\"\"\n");
        var table = declared(
                file,
                "date_format",
                "dd.MM.yyyy",
                field("id", Scalar.SMALLINT),
                field("amount", new DataType.Decimal(10, 2)),
                field("day", Scalar.DATE),
                field("name", new DataType.Char(5)),
                field("code", Scalar.VARBINARY));
        assertThat(Scans.rows(table))
                .containsExactly("1 | 12.35 | 2024-02-29 | 'abc  ' | [10, -1]", "null | -0.5 | null | '     ' | []");
        var byName = declared(file, "header", "true", field("name", Scalar.VARCHAR), field("id", Scalar.BIGINT));
        assertThat(byName.schema().toString()).isEqualTo("name varchar, id bigint");
        assertThat(Scans.rows(byName)).containsExactly("'abc  ' | 1", "'' | null");
    }

    @Test
    void wideDecimalsAndExponentsAreExact() throws Exception {
        var file = file("w.csv", "99999999999999999999999999999999999.999\n-1e-3\n 1e2 \n0e999999999\n");
        var table = declared(file, "header", "false", field("d", new DataType.Decimal(38, 3)));
        assertThat(Scans.rows(table)).containsExactly("99999999999999999999999999999999999.999", "-0.001", "100", "0");
    }

    @Test
    void aBadRowIsAnErrorThatSaysWhere() throws Exception {
        var file = file("b.csv", "a,b\n1,x\n2,\"two\nlines\"\nthree,y\n");
        var table = declared(file, "header", "true", field("a", Scalar.INT), field("b", Scalar.VARCHAR));
        assertThatThrownBy(() -> Scans.rows(table))
                .isInstanceOf(EngineException.class)
                .hasMessage("bad row in line 5 of " + file
                        + ": no int in column a: 'three'; bad_rows = 'skip' leaves such rows out");
        var short1 = file("s.csv", "a,b\n1,2\n3\n4,5,6\n");
        assertThatThrownBy(() -> Scans.rows(open(short1)))
                .hasMessageContaining("line 3")
                .hasMessageContaining("it has 1 fields, the file has 2 columns");
        var open = file("o.csv", "a,b\n1,\"x\" y\n2,\"z\n");
        assertThatThrownBy(() -> Scans.rows(open(open)))
                .hasMessageContaining("line 2")
                .hasMessageContaining("field 2");
    }

    @Test
    void badRowsAreSkippedAndCountedOnDemand() throws Exception {
        var file = file("b.csv", "a,b\n1,x\ntwo,y\n3\n4,\"z\" \n5,v\n");
        var table = declared(file, "bad_rows", "skip", field("a", Scalar.INT), field("b", Scalar.VARCHAR));
        var context = Scans.context(2);
        assertThat(Scans.rows(table.scan(table.schema(), List.of(), List.of()), context))
                .containsExactly("1 | 'x'", "5 | 'v'");
        assertThat(context.metrics().details()).containsEntry("bad rows", 3L);
    }

    @Test
    void onlyColumnsThatAreWantedAreRead() throws Exception {
        var file = file("c.csv", "a,b\n1,x\n2,y\n");
        var table = open(file);
        assertThat(Scans.rows(
                        table.scan(Schema.of(field("b", Scalar.VARCHAR)), List.of(), List.of()), Scans.context(1)))
                .containsExactly("'x'", "'y'");
        assertThat(Scans.rows(table.scan(Schema.of(), List.of(), List.of()), Scans.context(10)))
                .hasSize(2);
    }

    @Test
    void partsOfAFileAreItsRowsWhereverTheyAreCut() throws Exception {
        var random = new Random(7);
        for (var end : List.of("\n", "\r\n", "\r")) {
            var rows = IntStream.range(0, 200)
                    .mapToObj(i -> i + "," + "x".repeat(random.nextInt(40)))
                    .toList();
            var file = file("parts.csv", "id,s" + end + String.join(end, rows) + (random.nextBoolean() ? end : ""));
            var entry = FileTable.open(file.toString(), null, FormatOptions.NONE)
                    .files()
                    .get(0);
            for (var size : List.of(1, 2, 7, 100, 1000, 100_000)) {
                var seen = new ArrayList<String>();
                for (var part : TextParts.split(entry, size)) {
                    seen.addAll(readPart(file, part));
                }
                assertThat(seen)
                        .as("parts of %s bytes", size)
                        .hasSize(200)
                        .startsWith("0")
                        .endsWith("199");
            }
        }
    }

    private static List<String> readPart(Path file, FilePart part) throws Exception {
        var table = open(file, "multiline", "false");
        var source = table.scan(Schema.of(field("id", Scalar.BIGINT)), List.of(), List.of());
        var rows = new ArrayList<String>();
        try (var reader = source.open(part, Scans.context(3))) {
            while (!reader.done()) {
                var batch = reader.poll();
                for (var i = 0; batch != null && i < batch.rows(); i++) {
                    rows.add(String.valueOf(
                            Values.get(batch.column(0), batch.selection().row(i))));
                }
            }
        }
        return rows;
    }

    @Test
    void filesOfManyBuffersAndLongFieldsAreRead() throws Exception {
        var text = new StringBuilder("id,s\n");
        for (var i = 0; i < 3000; i++) {
            text.append(i).append(",\"").append("é\"\"\n".repeat(i % 300)).append("\"\n");
        }
        text.append("3000,\"").append("z".repeat(1_000_000)).append("\"\n");
        var file = file("long.csv", text.toString());
        assertThat(Scans.rows(open(file, "header", "true")))
                .isEqualTo(DuckDb.rows(
                        "from read_csv('" + file + "', header=true, allow_quoted_nulls=false, max_line_size=2000000)"));
    }

    @Test
    void compressedFilesAreReadAsTheirNamesSay() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("a,b\n1,x\n".getBytes(StandardCharsets.UTF_8));
        }
        try (OutputStream second = new GZIPOutputStream(bytes)) {
            second.write("2,y\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(directory.resolve("a.csv.gz"), bytes.toByteArray());
        assertThat(Scans.rows(open(directory.resolve("a.csv.gz")))).containsExactly("1 | 'x'", "2 | 'y'");
        var packed = Zstd.compress("a,b\n3,z\n".getBytes(StandardCharsets.UTF_8));
        Files.write(directory.resolve("b.csv.zst"), packed);
        assertThat(Scans.rows(open(directory.resolve("b.csv.zst")))).containsExactly("3 | 'z'");
    }

    @Test
    void aFileOfNamesAloneSaysNothingOfTypes() throws Exception {
        file("1.csv", "a,b\n");
        file("2.csv", "b,a\n1.5,2\n");
        var table = open(directory);
        assertThat(table.schema().toString()).isEqualTo("b double, a bigint");
        assertThat(Scans.rows(table)).containsExactly("1.5 | 2");
        assertThat(table.statistics().rows()).isEqualTo(1);
        assertThat(open(directory.resolve("1.csv")).schema().toString()).isEqualTo("a varchar, b varchar");
    }

    @Test
    void typesOfSeveralFilesWiden() throws Exception {
        file("1.csv", "a,b,c\n1,2024-01-01,x\n");
        file("2.csv", "a,c,b\n1.5,y,2024-01-01 10:00:00\n");
        file("3.csv", "c\n7\n");
        file("4.csv", "");
        assertThatThrownBy(() -> open(directory))
                .hasMessageContaining("a is in " + directory + "/1.csv, but not in " + directory + "/3.csv;");
        var table = FileTable.open(
                directory.toString(), null, new FormatOptions(Map.of(FormatOptions.MERGE_SCHEMA, "true"), null));
        assertThat(table.schema().toString()).isEqualTo("a double, b timestamp(6), c varchar");
        assertThat(Scans.rows(table))
                .containsExactlyInAnyOrder(
                        "1 | 2024-01-01T00:00 | 'x'", "1.5 | 2024-01-01T10:00 | 'y'", "null | null | '7'");
        assertThat(table.statistics().rows()).isEqualTo(3);
    }
}
