package io.weir.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All or nothing, at whichever step the committer is killed. */
class FileCommitterTest {
    private static final FileStore STORE = LocalStore.INSTANCE;
    private static final JobOwner ALIVE = JobOwner.current();
    private static final JobOwner DEAD = new JobOwner(ALIVE.host(), ALIVE.pid(), ALIVE.startedMillis() - 1);
    private static final List<String> PARTITIONS = List.of("p=1/", "p=2/", "p=3/");

    @TempDir
    Path temporary;

    private String root;

    @BeforeEach
    void newTable() {
        root = temporary + "/table";
    }

    private static FileSink sink(String root, String job, InsertMode mode) {
        var none = new Schema(List.of());
        return new FileSink(
                new SinkTarget(root, job, "", mode, "csv", FormatOptions.NONE),
                new SinkColumns(none, List.of(), none, List.of()));
    }

    /** Files as the tasks of a job leave them, one in each partition. */
    private static List<byte[]> write(String root, String job) throws IOException {
        return write(root, job, DEAD);
    }

    private static List<byte[]> write(String root, String job, JobOwner owner) throws IOException {
        var commits = new TableCommits(STORE, root);
        commits.own(job, "0-0", owner);
        var tokens = new ArrayList<byte[]>();
        for (var partition : PARTITIONS) {
            var name = TableCommits.fileName(job, 0, 0, tokens.size(), "csv");
            put(commits.hidden(job, name), "x");
            tokens.add(new SinkFile(partition, name, 1, 1).encode());
        }
        return tokens;
    }

    private static void put(String path, String text) throws IOException {
        try (OutputStream out = STORE.create(path)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The names of the files that a reader sees, each of which it can open and read. */
    private static Collection<String> visible(String root) throws IOException {
        var table = TableFiles.at(root);
        var names = new TreeSet<String>();
        for (var file : table.list()) {
            try (var input = table.open(file)) {
                assertThat(input.file()).isEqualTo(file);
                input.read(0, new byte[1], 0, 1);
            }
            names.add(file.path().substring(root.length() + 1));
        }
        return names;
    }

    private static String job(int number) {
        return String.format(Locale.ROOT, "%016x", number);
    }

    private static Collection<String> filesOf(int... jobs) {
        var names = new TreeSet<String>();
        for (var job : jobs) {
            for (var i = 0; i < PARTITIONS.size(); i++) {
                names.add(PARTITIONS.get(i) + TableCommits.fileName(job(job), 0, 0, i, "csv"));
            }
        }
        return names;
    }

    private static void commit(FileStore store, String root, int job, InsertMode mode, JobOwner owner)
            throws IOException {
        var tokens = write(root, job(job));
        try (var committer = new FileCommitter(store, sink(root, job(job), mode), owner)) {
            assertThat(committer.commit(1, tokens)).isEqualTo(3);
        }
    }

    /** Kills the second of two inserts at every step; answers how many steps it has. */
    private int killAtEveryStep(InsertMode mode, Collection<String> before, Collection<String> after)
            throws IOException {
        for (var step = 0; ; step++) {
            var table = temporary + "/" + mode + step;
            commit(STORE, table, 1, InsertMode.CREATE, ALIVE);
            var store = new MortalStore(STORE, step);
            try {
                commit(store, table, 2, mode, DEAD);
            } catch (IOException e) {
                assertThat(store.isDead()).isTrue();
            }
            var seen = visible(table);
            assertThat(seen).isIn(before, after);
            new TableCommits(STORE, table).recover(ALIVE);
            assertThat(visible(table)).isEqualTo(seen);
            assertThat(STORE.list(table).stream().map(FileEntry::path).toList())
                    .as("files in their places")
                    .hasSameSizeAs(seen);
            assertThat(leftBelow(table)).allMatch(path -> path.endsWith("/overwrite.lock"));
            commit(STORE, table, 3, InsertMode.OVERWRITE, ALIVE);
            assertThat(visible(table)).isEqualTo(filesOf(3));
            assertThat(leftBelow(table)).isEmpty();
            if (!store.isDead()) {
                assertThat(seen).isEqualTo(after);
                return step;
            }
        }
    }

    /** All files and directories that commits have left, hidden ones too. */
    private static List<String> leftBelow(String table) throws IOException {
        try (var paths = Files.walk(Path.of(table, "_weir"))) {
            return paths.skip(1).map(Path::toString).toList();
        }
    }

    /** Kills a commit at every step, after which another process commits the same job; answers how many steps it has. */
    private int committedAgain(InsertMode mode, Collection<String> after) throws IOException {
        for (var step = 0; ; step++) {
            var table = temporary + "/again" + mode + step;
            commit(STORE, table, 1, InsertMode.CREATE, ALIVE);
            var tokens = write(table, job(2), ALIVE);
            var store = new MortalStore(STORE, step);
            try (var committer = new FileCommitter(store, sink(table, job(2), mode), DEAD)) {
                committer.commit(1, tokens);
            } catch (IOException e) {
                assertThat(store.isDead()).isTrue();
            }
            try (var committer = new FileCommitter(STORE, sink(table, job(2), mode), ALIVE)) {
                assertThat(committer.commit(1, tokens)).isEqualTo(3);
            }
            assertThat(visible(table)).as("step " + step).isEqualTo(after);
            assertThat(leftBelow(table)).as("step " + step).isEmpty();
            if (!store.isDead()) {
                return step;
            }
        }
    }

    @Test
    void ofAProcessThatDiedAsItSaidThatItBeganNothingIsLeft() throws IOException {
        for (var step = 0; ; step++) {
            var table = temporary + "/begun" + step;
            commit(STORE, table, 1, InsertMode.CREATE, ALIVE);
            var store = new MortalStore(STORE, step);
            try {
                new TableCommits(store, table).own(job(2), "0-0", DEAD);
            } catch (IOException e) {
                assertThat(store.isDead()).isTrue();
            }
            new TableCommits(STORE, table).recover(ALIVE);
            assertThat(leftBelow(table)).as("step " + step).isEmpty();
            if (!store.isDead()) {
                return;
            }
        }
    }

    @Test
    void aJobWhoseCommitterWasKilledAtAnyStepIsCommittedByAnother() throws IOException {
        assertThat(committedAgain(InsertMode.APPEND, filesOf(1, 2))).isGreaterThanOrEqualTo(10);
        assertThat(committedAgain(InsertMode.OVERWRITE, filesOf(2))).isGreaterThan(15);
    }

    @Test
    void whatAnotherJobReplacedMeanwhileDoesNotComeBack() throws IOException {
        var tokens = write(root, job(1), ALIVE);
        var first = new FileCommitter(STORE, sink(root, job(1), InsertMode.APPEND), ALIVE);
        first.commit(1, tokens);
        commit(STORE, root, 2, InsertMode.OVERWRITE, ALIVE);
        try (var committer = new FileCommitter(STORE, sink(root, job(1), InsertMode.APPEND), ALIVE)) {
            assertThat(committer.commit(1, tokens)).isEqualTo(3);
        }
        assertThat(visible(root)).isEqualTo(filesOf(2));
    }

    @Test
    void anAppendKilledAtAnyStepIsVisibleWholeOrNotAtAll() throws IOException {
        assertThat(killAtEveryStep(InsertMode.APPEND, filesOf(1), filesOf(1, 2)))
                .isGreaterThanOrEqualTo(10);
    }

    @Test
    void anOverwriteKilledAtAnyStepIsVisibleWholeOrNotAtAll() throws IOException {
        assertThat(killAtEveryStep(InsertMode.OVERWRITE, filesOf(1), filesOf(2)))
                .isGreaterThan(15);
    }

    @Test
    void aRecoveryKilledAtAnyStepLeavesTheCommitVisible() throws IOException {
        for (var step = 0; ; step++) {
            var table = temporary + "/recovery" + step;
            commit(STORE, table, 1, InsertMode.CREATE, ALIVE);
            var tokens = write(table, job(2));
            var commits = new TableCommits(STORE, table);
            var added = tokens.stream()
                    .map(SinkFile::decode)
                    .map(file -> file.directory() + file.name())
                    .toList();
            commits.publish(job(2), new Manifest(added, List.of()));
            assertThat(visible(table)).isEqualTo(filesOf(1, 2));
            var store = new MortalStore(STORE, step);
            try {
                new TableCommits(store, table).recover(ALIVE);
            } catch (IOException e) {
                assertThat(store.isDead()).isTrue();
            }
            assertThat(visible(table)).isEqualTo(filesOf(1, 2));
            if (!store.isDead()) {
                return;
            }
        }
    }

    @Test
    void aReaderSeesACommitWholeWhenItHappensWhileItLists() throws IOException {
        commit(STORE, root, 1, InsertMode.CREATE, ALIVE);
        for (var at = 0; at < 4; at++) {
            var table = root + at;
            commit(STORE, table, 1, InsertMode.CREATE, ALIVE);
            var tokens = write(table, job(2));
            var moment = at;
            var calls = new int[1];
            var commits = new TableCommits(STORE, table);
            var seen = commits.files(
                    () -> {
                        var listed = new ArrayList<>(STORE.list(table));
                        if (calls[0]++ == moment) {
                            // The listing saw the first partition before the commit and the last one after it.
                            var committer = new FileCommitter(STORE, sink(table, job(2), InsertMode.APPEND), ALIVE);
                            committer.commit(1, tokens);
                            listed.addAll(STORE.list(table + "/p=3"));
                            listed.removeIf(file -> file.path().contains("/p=3/" + job(1)));
                            listed.addAll(STORE.list(table + "/p=3/" + TableCommits.fileName(job(1), 0, 0, 2, "csv")));
                        }
                        return listed;
                    },
                    path -> true);
            var names = new TreeSet<String>();
            seen.forEach(file -> names.add(file.path().substring(table.length() + 1)));
            assertThat(names).isIn(filesOf(1), filesOf(1, 2));
        }
    }

    @Test
    void jobsThatWriteAtTheSameTimeDoNotDisturbEachOther() throws IOException {
        var first = write(root, job(1), ALIVE);
        var second = write(root, job(2), ALIVE);
        try (var one = new FileCommitter(STORE, sink(root, job(1), InsertMode.APPEND), ALIVE);
                var two = new FileCommitter(STORE, sink(root, job(2), InsertMode.APPEND), ALIVE)) {
            two.commit(1, second);
            assertThat(visible(root)).isEqualTo(filesOf(2));
            one.commit(1, first);
        }
        assertThat(visible(root)).isEqualTo(filesOf(1, 2));
    }

    @Test
    void anAbortLeavesNothingBehindAndHarmsNoCommit() throws IOException {
        commit(STORE, root, 1, InsertMode.CREATE, ALIVE);
        var tokens = write(root, job(2));
        try (var committer = new FileCommitter(STORE, sink(root, job(2), InsertMode.APPEND), ALIVE)) {
            committer.abort(tokens);
        }
        assertThat(visible(root)).isEqualTo(filesOf(1));
        assertThat(STORE.list(root + "/_weir")).isEmpty();
    }

    @Test
    void whatAWriterLostIsNoticedBeforeAnythingIsVisible() throws IOException {
        var tokens = write(root, job(1));
        STORE.delete(root + "/_weir/" + job(1) + "/" + TableCommits.fileName(job(1), 0, 0, 1, "csv"));
        try (var committer = new FileCommitter(STORE, sink(root, job(1), InsertMode.CREATE), ALIVE)) {
            assertThatThrownBy(() -> committer.commit(1, tokens))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("-1.csv is gone");
        }
        assertThat(visible(root)).isEmpty();
    }

    @Test
    void aTableIsNotCreatedOverFiles() throws IOException {
        commit(STORE, root, 1, InsertMode.CREATE, ALIVE);
        assertThatThrownBy(() -> commit(STORE, root, 2, InsertMode.CREATE, ALIVE))
                .hasMessageContaining("cannot create a table where there are files");
        assertThat(visible(root)).isEqualTo(filesOf(1));
        assertThatThrownBy(() -> FileTable.create(root, "csv", new Schema(List.of()), List.of(), FormatOptions.NONE))
                .hasMessageContaining("cannot create a table where there are files");
    }

    @Test
    void anOverwriteLeavesAFileAloneThatCameToAnOldPlace() throws IOException {
        commit(STORE, root, 1, InsertMode.CREATE, ALIVE);
        var old = STORE.list(root).get(0);
        write(root, job(2));
        var removed = new Manifest.Removed(old.path().substring(root.length() + 1), old.length(), old.modified());
        new TableCommits(STORE, root).publish(job(2), new Manifest(List.of(), List.of(removed)));
        assertThat(visible(root)).hasSize(2);
        STORE.delete(old.path());
        put(old.path(), "another");
        assertThat(visible(root)).hasSize(3);
        new TableCommits(STORE, root).recover(ALIVE);
        assertThat(visible(root)).hasSize(3);
    }

    @Test
    void manifestsSurviveOddNames() {
        var manifest =
                new Manifest(List.of("p=a%2Fb/x\ny", "ä b"), List.of(new Manifest.Removed("old name%0A.csv", 5, -7)));
        assertThat(Manifest.decode("m", manifest.encode())).isEqualTo(manifest);
        assertThatThrownBy(() -> Manifest.decode("m", "weir commit 1\n+x\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("not a manifest");
    }
}
