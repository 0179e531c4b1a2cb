package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.formats.text.TextParts;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aQuestionWhoseConnectionWasDroppedIsAskedAgain(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("a.csv"), "1,2");
        var dropping = new Dropping();
        dropping.initialize(directory.toUri(), new Configuration());
        var store = new HadoopStore(dropping);
        assertThat(store.list(locate(directory))).hasSize(1);
        dropping.drops = 3;
        assertThat(store.glob(locate(directory) + "/*.csv")).hasSize(1);
        dropping.drops = 4;
        assertThatThrownBy(() -> store.list(locate(directory))).hasMessage("Connection reset");
    }

    /** Drops the connection of as many of the next questions as it is told. */
    private static final class Dropping extends LocalFileSystem {
        private int drops = 1;

        @Override
        public RemoteIterator<LocatedFileStatus> listLocatedStatus(org.apache.hadoop.fs.Path path) throws IOException {
            if (drops-- > 0) {
                throw new SocketException("Connection reset");
            }
            return super.listLocatedStatus(path);
        }
    }

    @Test
    void aFileTellsWhichMachinesHaveIt(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("a.csv"), "1,2");
        var file = open(locate(directory)).list(locate(directory)).get(0);
        assertThat(file.blocks()).containsExactly(new FileEntry.Block(0, List.of("localhost")));
    }

    @Test
    void aPartOfAFileLiesWhereMostOfItsBytesDo() {
        var blocks = List.of(new FileEntry.Block(0, List.of("one")), new FileEntry.Block(100, List.of("two", "three")));
        var parts = TextParts.split(new FileEntry("a.csv", 150, 0, blocks), 50);
        assertThat(parts)
                .extracting(FilePart::hosts)
                .containsExactly(List.of("one"), List.of("one"), List.of("two", "three"));
        assertThat(parts).allSatisfy(part -> assertThat(part.file().blocks()).isEmpty());
    }
}
