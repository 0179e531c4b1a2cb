package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LocalStoreTest extends FileStoreContract {
    @Override
    String locate(Path path) {
        return path.toString();
    }

    @Override
    FileStore open(String path) {
        return FileStores.of(path);
    }

    @Test
    void aFileIsWrittenThoughItsDirectoryIsTakenAwayMeanwhile() throws Exception {
        var directory = temporary.resolve("busy").toString();
        var done = new AtomicBoolean();
        var deleted = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                try {
                    LocalStore.INSTANCE.deleteEmptyDirectory(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        try {
            for (var i = 0; i < 2000; i++) {
                var file = directory + "/" + i;
                LocalStore.INSTANCE.write(file, new byte[] {1}, directory + "/draft");
                assertThat(LocalStore.INSTANCE.list(file)).hasSize(1);
                LocalStore.INSTANCE.delete(file);
            }
        } finally {
            done.set(true);
        }
        deleted.get();
    }

    @Test
    void pathsBecomeAbsolute() {
        assertThat(FileStores.absolute("file:///tmp/x/")).isEqualTo("/tmp/x");
        assertThat(FileStores.absolute("file:/tmp/../x")).isEqualTo("/x");
        assertThat(FileStores.absolute("data"))
                .isEqualTo(Path.of("data").toAbsolutePath().toString());
        assertThat(FileStores.of("time 10:30.csv")).isSameAs(LocalStore.INSTANCE);
    }
}
