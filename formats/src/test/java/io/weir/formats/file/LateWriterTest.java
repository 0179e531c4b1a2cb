package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.connector.Sink;
import io.weir.connector.SinkContext;
import io.weir.flow.Batch;
import io.weir.formats.testing.Scans;
import io.weir.memory.MemoryPool;
import io.weir.operator.OperatorMetrics;
import io.weir.testing.Batches;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a task that stood still, and goes on when its job has ended. */
class LateWriterTest {
    private static final Batch BATCH = Batches.of("""
            n:bigint
            1
            """);

    @TempDir
    Path directory;

    private static SinkContext context(int attempt) {
        return new SinkContext("job", 0, attempt, new MemoryPool(1 << 20), new OperatorMetrics());
    }

    @Test
    void aWriterThatIsLaterThanTheEndOfItsJobLeavesNothing() throws Exception {
        var schema = Schema.of(new Schema.Field("n", DataType.Scalar.BIGINT));
        var sink = FileTable.create(directory.toString(), "csv", schema, List.of(), FormatOptions.NONE);
        Sink.Writer late;
        try (var committer = sink.committer();
                var inTime = sink.open(context(0))) {
            late = sink.open(context(1));
            inTime.write(BATCH);
            committer.commit(1, inTime.prepare(1));
        }
        try (late) {
            assertThatThrownBy(() -> late.write(BATCH)).hasMessageContaining("the job that writes has ended");
            assertThatThrownBy(() -> sink.open(context(2))).hasMessageContaining("the job that writes has ended");
        }
        assertThat(Scans.rows(FileTable.open(directory.toString(), null, FormatOptions.NONE)))
                .containsExactly("1");
        try (var hidden = Files.list(directory.resolve("_weir"))) {
            assertThat(hidden).isEmpty();
        }
    }
}
