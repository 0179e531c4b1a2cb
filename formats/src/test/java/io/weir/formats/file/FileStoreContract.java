package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises. */
abstract class FileStoreContract {
    @TempDir
    Path temporary;

    private FileStore store;
    private String directory;

    /** The directory as the store names it. */
    abstract String locate(Path path);

    abstract FileStore open(String path);

    @BeforeEach
    void openStore() {
        directory = locate(temporary);
        store = open(directory);
    }

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
                .map(file -> file.path().substring(directory.length() + 1))
                .toList();
    }

    @Test
    void listsFilesAtAnyDepthSortedAndWithoutHiddenOnes() throws IOException {
        for (var name : List.of("b/2.csv", "b/1.csv", "a.csv", "_temporary/1/x", ".git/y", "c/.crc", "c/_SUCCESS")) {
            write(name);
        }
        write("_day=1/z.csv");
        assertThat(names(store.list(directory))).containsExactly("_day=1/z.csv", "a.csv", "b/1.csv", "b/2.csv");
        assertThat(names(store.list(path("a.csv")))).containsExactly("a.csv");
        assertThat(names(store.list(path("_temporary")))).containsExactly("_temporary/1/x");
        assertThat(store.list(path("nothing"))).isEmpty();
        assertThat(store.directories(directory)).containsExactly("_day=1", "b", "c");
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
            assertThatThrownBy(() -> input.read(8, bytes, 0, 4)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void neverReplacesAFile() throws IOException {
        write("a");
        write("b");
        assertThatThrownBy(() -> write("a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.rename(path("a"), path("b"))).isInstanceOf(FileAlreadyExistsException.class);
        store.rename(path("a"), path("new/place/a"));
        assertThat(names(store.list(directory))).containsExactly("b", "new/place/a");
        store.delete(path("new"));
        store.delete(path("new"));
        assertThat(names(store.list(directory))).containsExactly("b");
    }

    @Test
    void onlyEmptyDirectoriesAreDeletedAsSuch() throws IOException {
        write("x/a");
        store.deleteEmptyDirectory(path("x"));
        assertThat(names(store.list(directory))).containsExactly("x/a");
        store.delete(path("x/a"));
        store.deleteEmptyDirectory(path("x"));
        store.deleteEmptyDirectory(path("x"));
        assertThat(store.exists(path("x"))).isFalse();
    }

    @Test
    void smallFilesAreThereWholeOrNotAtAll() throws IOException {
        store.write(path("x/lock"), new byte[] {1, 2}, path("y/.draft"));
        assertThat(store.list(path("x/lock")).get(0).length()).isEqualTo(2);
        assertThatThrownBy(() -> store.write(path("x/lock"), new byte[] {3}, path("y/.draft")))
                .isInstanceOf(IOException.class);
        assertThat(names(store.list(directory))).containsExactly("x/lock");
    }
}
