package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Over the file system of Hadoop that lies on the local one. */
class HadoopStoreTest extends FileStoreContract {
    @Override
    String locate(Path path) {
        return "file:" + path;
    }

    @Override
    FileStore open(String path) {
        return HadoopStore.of(path);
    }

    @Test
    void aSchemeThatNobodyKnowsIsSaid() {
        assertThatThrownBy(() -> FileStores.of("nothing://host/x"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("nothing://host/x");
        assertThatThrownBy(() -> FileStores.of("s3a://bucket/x"))
                .isInstanceOf(EngineException.class)
                .hasMessage("cannot reach the file system of s3a://bucket/x:"
                        + " Class org.apache.hadoop.fs.s3a.S3AFileSystem not found");
        assertThat(HadoopStore.qualified("file:///tmp/x")).isEqualTo("file:/tmp/x");
    }
}
