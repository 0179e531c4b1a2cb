package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/bin/weir} in a checkout that is built, with a Java that only says how it was called. */
class WrapperTest {
    private static final String JAVA = """
            #!/bin/sh
            for argument in "$@"; do
                case $argument in
                -XX:DumpLoadedClassList=*)
                    echo loaded > "${argument#*=}"
                    exit
                    ;;
                -Xshare:dump)
                    grep -q loaded loaded || exit
                    echo made >> "$(dirname "$0")/archives"
                    %s
                    exit
                    ;;
                -XX:SharedArchiveFile=made)
                    grep -q classes made
                    exit
                    ;;
                esac
            done
            printf '%%s\\n' "$@"
            """;
    private static final String MAKES_AN_ARCHIVE = "echo classes > made";

    @TempDir
    private Path directory;

    private Path checkout;
    private Path home;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectory(directory.resolve("checkout"));
        home = Files.createDirectories(directory.resolve("jdk"));
        Files.createDirectories(home.resolve("bin"));
        java("17.0.9", MAKES_AN_ARCHIVE);
        var scripts = Path.of("").toAbsolutePath().resolveSibling("scripts");
        Files.createDirectories(checkout.resolve("scripts/bin"));
        Files.copy(scripts.resolve("bin/weir"), checkout.resolve("scripts/bin/weir"));
        Files.createDirectories(checkout.resolve("sql/src/main"));
        Files.createDirectories(checkout.resolve("sql/src/build"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createFile(checkout.resolve("sql/pom.xml"));
        var lib = Files.createDirectories(checkout.resolve("sql/target/weir/lib"));
        Files.createFile(lib.resolve("a.jar"));
        Files.createFile(lib.resolve("b.jar"));
        Files.createFile(checkout.resolve("sql/target/weir/built"));
    }

    private void java(String version, String archiving) throws IOException {
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        var java = home.resolve("bin/java");
        Files.writeString(java, String.format(JAVA, archiving));
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private ProcessBuilder weir(String... arguments) {
        var command =
                new ArrayList<>(List.of(checkout.resolve("scripts/bin/weir").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("JAVA_HOME", home.toString());
        return process;
    }

    /** What it says, line by line; those of Java are its arguments. */
    private static List<String> said(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.lines().toList();
    }

    private List<String> run(String... arguments) throws IOException, InterruptedException {
        return said(weir(arguments).start());
    }

    private List<String> archivesMade() throws IOException {
        return Files.readAllLines(home.resolve("bin/archives"));
    }

    @ParameterizedTest
    @CsvSource({
        "4g, -Xmx4096m",
        "512MB, -Xmx512m",
        "2 GiB, -Xmx2048m",
        "262144k, -Xmx256m",
        "4000000000, -Xmx3814m",
        "67108864, -Xmx64m",
        "67108863, -XX:MaxRAMPercentage=60",
        "lots, -XX:MaxRAMPercentage=60",
        "1.5g, -XX:MaxRAMPercentage=60",
        "10k, -XX:MaxRAMPercentage=60",
        "999999999t, -XX:MaxRAMPercentage=60"
    })
    void memoryIsTheHeapIfItIsASize(String memory, String heap) throws Exception {
        assertThat(run("sql", "--memory", memory))
                .contains(heap)
                .endsWith("io.weir.sql.command.Weir", "sql", "--memory", memory);
        assertThat(run("sql", "--memory=" + memory)).contains(heap);
        assertThat(run("sql", "--", "--memory", memory)).contains("-XX:MaxRAMPercentage=60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "sql/pom.xml", "sql/src/main/A.java", "sql/src/build/B.java"})
    void whatIsNewerThanTheBuildIsBuilt(String source) throws Exception {
        var built = checkout.resolve("sql/target/weir/built");
        var maven = Files.writeString(home.resolve("bin/mvn"), "#!/bin/sh\ntouch '" + built + "'\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        assertThat(run("sql")).noneMatch(line -> line.startsWith("building weir"));
        Files.writeString(checkout.resolve(source), "changed");
        for (var buildings : new int[] {1, 0}) {
            var process = weir("sql");
            process.environment().merge("PATH", home.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
            assertThat(said(process.start()))
                    .filteredOn(line -> line.startsWith("building weir"))
                    .hasSize(buildings);
        }
    }

    @Test
    void anArchiveOfClassesIsMadeOnceABuild() throws Exception {
        var archive = "-XX:SharedArchiveFile=" + checkout.toRealPath().resolve("sql/target/weir/classes-17.0.9.jsa");
        assertThat(run("sql")).startsWith("preparing quick starts ...").contains(archive);
        assertThat(run("sql")).startsWith("-XX:MaxRAMPercentage=60").contains(archive);
        assertThat(archivesMade()).hasSize(1);
        Files.delete(checkout.resolve("sql/target/weir/built"));
        Files.createFile(checkout.resolve("sql/target/weir/built"));
        assertThat(run("sql")).contains(archive);
        assertThat(archivesMade()).hasSize(2);
        java("18.0.1", MAKES_AN_ARCHIVE);
        assertThat(run("sql")).contains(archive.replace("17.0.9", "18.0.1"));
        try (var left = Files.list(checkout.resolve("sql/target/weir"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("built", "lib", "classes-17.0.9.jsa", "classes-18.0.1.jsa");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "echo class > made", MAKES_AN_ARCHIVE + "; exit 1"})
    void withoutAnArchiveThatWorksItRunsAllTheSame(String archiving) throws Exception {
        java("17.0.9", archiving);
        for (var i = 0; i < 2; i++) {
            assertThat(run("sql"))
                    .endsWith("io.weir.sql.command.Weir", "sql")
                    .noneMatch(line -> line.contains("Archive"));
        }
        assertThat(archivesMade()).hasSize(1);
    }

    @Test
    void processesThatBeginTogetherMakeOneArchive() throws Exception {
        var running = new ArrayList<Process>();
        for (var i = 0; i < 8; i++) {
            running.add(weir("sql").start());
        }
        for (var process : running) {
            assertThat(said(process)).anyMatch(line -> line.startsWith("-XX:SharedArchiveFile="));
        }
        assertThat(archivesMade()).hasSize(1);
    }

    @Test
    void theEnvironmentAddsToTheClassPath() throws Exception {
        var process = weir("sql");
        process.environment().put("HADOOP_CONF_DIR", "/etc/hadoop");
        process.environment().put("WEIR_CLASSPATH", "/opt/s3/*");
        var lib = checkout.toRealPath().resolve("sql/target/weir/lib");
        assertThat(said(process.start())).contains(lib + "/a.jar:" + lib + "/b.jar:/etc/hadoop:/opt/s3/*");
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        java("11.0.2", MAKES_AN_ARCHIVE);
        assertThat(run("sql"))
                .containsExactly("weir needs Java 17 or newer; found 11.0.2 at " + home + "/bin/java (set JAVA_HOME)");
    }
}
