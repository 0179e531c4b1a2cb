package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    void pathsBecomeAbsolute() {
        assertThat(FileStores.absolute("file:///tmp/x/")).isEqualTo("/tmp/x");
        assertThat(FileStores.absolute("file:/tmp/../x")).isEqualTo("/x");
        assertThat(FileStores.absolute("data"))
                .isEqualTo(Path.of("data").toAbsolutePath().toString());
        assertThat(FileStores.of("time 10:30.csv")).isSameAs(LocalStore.INSTANCE);
    }
}
