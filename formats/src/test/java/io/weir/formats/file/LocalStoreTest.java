package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
    private final FileStore store = LocalStore.INSTANCE;

    @TempDir
    Path directory;

    private String path(String name) {
        return directory + "/" + name;
    }

    private void write(String name) throws IOException {
        try (var out = store.create(path(name))) {
            out.write(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<String> names(List<FileEntry> files) {
        return files.stream()
                .map(file -> file.path().substring(directory.toString().length() + 1))
                .toList();
    }

    @Test
    void listsFilesAtAnyDepthSortedAndWithoutHiddenOnes() throws IOException {
        for (var name : List.of("b/2.csv", "b/1.csv", "a.csv", "_temporary/1/x", ".git/y", "c/.crc", "c/_SUCCESS")) {
            write(name);
        }
        write("_day=1/z.csv");
        assertThat(names(store.list(directory.toString())))
                .containsExactly("_day=1/z.csv", "a.csv", "b/1.csv", "b/2.csv");
        assertThat(names(store.list(path("a.csv")))).containsExactly("a.csv");
        assertThat(names(store.list(path("_temporary")))).containsExactly("_temporary/1/x");
        assertThat(store.list(path("nothing"))).isEmpty();
        assertThat(store.directories(directory.toString())).containsExactly("_day=1", "b", "c");
    }

    @Test
    void patternsChooseFilesAndDirectories() throws IOException {
        for (var name : List.of("y=1/m=1/a.csv", "y=1/m=2/b.csv", "y=2/m=1/c.csv", "y=2/m=1/d.txt", "z/e.csv")) {
            write(name);
        }
        assertThat(names(store.glob(path("y=*/m=1"))))
                .containsExactly("y=1/m=1/a.csv", "y=2/m=1/c.csv", "y=2/m=1/d.txt");
        assertThat(names(store.glob(path("y=[2-9]/*/*.csv")))).containsExactly("y=2/m=1/c.csv");
        assertThat(names(store.glob(path("**/*.txt")))).containsExactly("y=2/m=1/d.txt");
        assertThat(names(store.glob(path("{z,y=1/m=?}/{a,e}.csv")))).containsExactly("y=1/m=1/a.csv", "z/e.csv");
        assertThat(names(store.glob(path("*.csv")))).isEmpty();
    }

    @Test
    void readsByPositionAndSaysWhereAFileEnds() throws IOException {
        write("a");
        write("0123456789");
        var file = store.list(path("0123456789")).get(0);
        assertThat(file.length()).isEqualTo(10);
        try (var input = store.open(file)) {
            var bytes = new byte[6];
            input.read(3, bytes, 1, 4);
            assertThat(new String(bytes, 1, 4, StandardCharsets.UTF_8)).isEqualTo("3456");
            assertThatThrownBy(() -> input.read(8, bytes, 0, 4))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("file ends at 10");
        }
    }

    @Test
    void neverReplacesAFile() throws IOException {
        write("a");
        write("b");
        assertThatThrownBy(() -> write("a")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> store.rename(path("a"), path("b"))).isInstanceOf(FileAlreadyExistsException.class);
        store.rename(path("a"), path("new/place/a"));
        assertThat(names(store.list(directory.toString()))).containsExactly("b", "new/place/a");
        store.delete(path("new"));
        store.delete(path("new"));
        assertThat(names(store.list(directory.toString()))).containsExactly("b");
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
