package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionLayoutTest {
    private static List<FileEntry> files(String... paths) {
        return Arrays.stream(paths)
                .map(path -> new FileEntry(path, 1, 1, List.of()))
                .toList();
    }

    @Test
    void typesAreTheNarrowestThatFitAllDirectories() {
        var layout = PartitionLayout.of(
                "/t",
                files("/t/n=01/d=2024-02-29/s=a%2Fb%C3%A9/x", "/t/n=__HIVE_DEFAULT_PARTITION__/d=2024-03-01/s=7/x"),
                null);
        assertThat(layout.columns().toString()).isEqualTo("n bigint, d date, s varchar");
        assertThat(layout.values("/t/n=01/d=2024-02-29/s=a%2Fb%C3%A9/x"))
                .isEqualTo(List.of(1L, LocalDate.of(2024, 2, 29), "a/bé"));
        assertThat(layout.values("/t/n=__HIVE_DEFAULT_PARTITION__/d=2024-03-01/s=/x"))
                .isEqualTo(Arrays.asList(null, LocalDate.of(2024, 3, 1), ""));
    }

    @Test
    void declaredTypesHold() {
        var declared =
                Schema.of(new Schema.Field("x", DataType.Scalar.INT), new Schema.Field("n", DataType.Scalar.VARCHAR));
        var layout = PartitionLayout.of("/t", files("/t/n=01/x"), declared);
        assertThat(layout.values("/t/n=01/x")).isEqualTo(List.of("01"));
    }

    @Test
    void differentColumnsAreAnErrorThatNamesBothFiles() {
        assertThatThrownBy(() -> PartitionLayout.of("/t", files("/t/n=1/x", "/t/y"), null))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("/t/n=1/x")
                .hasMessageContaining("/t/y");
    }

    @Test
    void aValueThatIsNoneIsAnErrorThatNamesTheFile() {
        var layout = new PartitionLayout("/t", Schema.of(new Schema.Field("n", DataType.Scalar.INT)));
        assertThatThrownBy(() -> layout.values("/t/n=x/y")).hasMessageContaining("no int: n=x in /t/n=x/y");
    }

    @Test
    void valuesSurviveTheWayThroughANameOfADirectory() {
        for (var value : List.of("a b", "ä/ö", "100%", "%41", "=", "", "..", "x\ty", "日本")) {
            var name = PartitionValues.directory("key", value);
            assertThat(name).doesNotContain("/");
            assertThat(PartitionValues.unescape(name.substring(4))).isEqualTo(value);
        }
        assertThat(PartitionValues.directory("k", null)).isEqualTo("k=__HIVE_DEFAULT_PARTITION__");
    }
}
