package io.weir.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each damaged file gives its error, on one line that names file, row group and column, or the right rows. */
@Timeout(60)
final class ParquetDamagedCorpusTest {
    private static final String NAME = "damaged.parquet";

    static List<DamagedFile> files() throws Exception {
        return DamagedCorpus.files();
    }

    @Test
    void theCorpusIsLarge() throws Exception {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(files().stream().map(DamagedFile::name).distinct()).hasSameSizeAs(files());
    }

    @ParameterizedTest
    @MethodSource("files")
    void damageGivesItsErrorOrTheRightRows(DamagedFile damaged) throws Exception {
        var file = new BytesInput(NAME, damaged.bytes());
        var whole = attempt(file, null);
        var told = damaged.domain() == null ? whole : attempt(file, damaged);
        if (damaged.error().isEmpty()) {
            assertThat(told.error()).isNull();
        } else {
            assertThat(told.error()).contains(damaged.error()).endsWith(NAME);
        }
        for (var answer : List.of(whole, told)) {
            if (answer.error() != null) {
                assertThat(answer.error()).contains(NAME).doesNotContain("\n").doesNotContain("Exception");
            }
        }
        check(damaged, whole, told);
    }

    private static void check(DamagedFile damaged, Answer whole, Answer told) throws Exception {
        var sound = new BytesInput("sound.parquet", DamagedCorpus.plain());
        if (whole.error() == null) {
            assertThat(whole.rows()).isEqualTo(DuckDb.comparable(new Scans().rows(sound)));
        }
        if (told.error() == null && damaged.domain() != null) {
            var schema = new Scans().format.summarize(sound, FormatOptions.NONE).schema();
            var filter = filter(damaged, schema);
            assertThat(told.rows()).isNotEmpty();
            assertThat(told.rows())
                    .isEqualTo(DuckDb.comparable(new Scans().rows(sound, schema, List.of(filter), List.of())));
        }
    }

    private record Answer(
            @Nullable List<String> rows, @Nullable String error) {}

    private static Answer attempt(BytesInput file, @Nullable DamagedFile told) throws Exception {
        try {
            var scans = new Scans();
            if (told == null) {
                return new Answer(DuckDb.comparable(scans.rows(file)), null);
            }
            var schema = scans.format.summarize(file, FormatOptions.NONE).schema();
            var domain = new ColumnDomain(schema.indexOf(told.column()), told.domain());
            return new Answer(
                    DuckDb.comparable(scans.rows(file, schema, List.of(filter(told, schema)), List.of(domain))), null);
        } catch (EngineException e) {
            assertThat(e.code()).isIn(Set.of(ErrorCode.BAD_DATA, ErrorCode.NOT_SUPPORTED));
            return new Answer(null, e.getMessage());
        }
    }

    private static Expression filter(DamagedFile damaged, io.weir.type.Schema schema) {
        var index = schema.indexOf(damaged.column());
        return new Compare(new Column(index, schema.type(index)), damaged.domain());
    }
}
