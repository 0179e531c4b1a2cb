package io.weir.hdfs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cluster.JobStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopJobStoreTest {
    private final JobStore store = JobStore.found();

    @TempDir
    Path temporary;

    private String directory() {
        return temporary.resolve("records").toString();
    }

    private static List<byte[]> bytes(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> left() throws IOException {
        try (var term = store.begin(directory())) {
            return term.records().stream()
                    .map(record -> new String(record, StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private Path journal() throws IOException {
        try (var files = Files.list(Path.of(directory()))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("journal"))
                    .reduce((one, other) -> {
                        throw new AssertionError(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    @Test
    void theNextOneReadsWhatTheFormerOneHasAppended() throws IOException {
        try (var first = store.begin(directory())) {
            assertThat(first.epoch()).isEqualTo(1);
            assertThat(first.records()).isEmpty();
            first.rewrite(bytes("a"));
            first.append(bytes("b", "c"));
            // it is still there, as far as it knows
            assertThat(first.isOver()).isFalse();
            assertThat(left()).containsExactly("a", "b", "c");
            assertThat(first.isOver()).isTrue();
        }
    }

    @Test
    void whatIsWrittenAnewReplacesWhatWasThere() throws IOException {
        try (var first = store.begin(directory())) {
            first.rewrite(bytes("a", "b"));
            first.rewrite(bytes("b"));
            first.append(bytes("c"));
        }
        try (var second = store.begin(directory())) {
            assertThat(second.epoch()).isEqualTo(2);
            second.rewrite(second.records());
            second.append(bytes("d"));
        }
        var unused = journal();
        assertThat(left()).containsExactly("b", "c", "d");
    }

    @Test
    void aJournalThatIsTornAnywhereHasItsFirstRecords() throws IOException {
        try (var term = store.begin(directory())) {
            term.rewrite(bytes("one", "two"));
            term.append(bytes("three"));
            term.append(bytes("four"));
        }
        var whole = Files.readAllBytes(journal());
        var all = List.of("one", "two", "three", "four");
        var file = journal();
        for (var length = whole.length; length >= 0; length--) {
            Files.write(file, Arrays.copyOf(whole, length));
            var records = left();
            assertThat(records).isEqualTo(all.subList(0, records.size()));
            assertThat(records.size()).isNotEqualTo(1);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatFollowsDamageIsNotRead() throws IOException {
        try (var term = store.begin(directory())) {
            term.rewrite(bytes());
            term.append(bytes("one", "two"));
        }
        var file = journal();
        var damaged = Files.readAllBytes(file);
        damaged[damaged.length - 1] ^= 1;
        Files.write(file, damaged);
        assertThat(left()).containsExactly("one");
        // as a disk without power may leave it
        Files.write(file, Arrays.copyOf(Arrays.copyOf(damaged, damaged.length - 11), damaged.length + 100));
        assertThat(left()).containsExactly("one");
    }

    @Test
    void anUnfinishedJournalDoesNotHideTheOneBefore() throws IOException {
        try (var term = store.begin(directory())) {
            term.rewrite(bytes("a"));
        }
        Files.write(Path.of(directory(), "journal-00000002-00000001"), new byte[] {0x57, 0x45, 0x4a, 0x31});
        assertThat(left()).containsExactly("a");
    }

    @Test
    void theNewestLeaderIsFound() throws IOException {
        assertThat(store.leader(directory())).isEmpty();
        try (var first = store.begin(directory());
                var second = store.begin(directory())) {
            assertThat(store.leader(directory())).isEmpty();
            second.lead(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7));
            first.lead(new InetSocketAddress(InetAddress.getLoopbackAddress(), 6));
            assertThat(store.leader(directory())).contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7));
        }
    }

    @Test
    void aDirectoryThatIsGoneIsNotMadeAgain() throws IOException {
        try (var term = store.begin(directory())) {
            Files.delete(Path.of(directory(), "epoch-00000001"));
            Files.delete(Path.of(directory()));
            assertThatThrownBy(() -> term.rewrite(bytes("a"))).isInstanceOf(IOException.class);
            assertThat(term.isOver()).isTrue();
            assertThat(Path.of(directory())).doesNotExist();
        }
    }
}
