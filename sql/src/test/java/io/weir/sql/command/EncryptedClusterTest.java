package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose processes have a key: who has it is answered, others are not. */
class EncryptedClusterTest {
    @TempDir
    private Path directory;

    private String store() throws Exception {
        var store = directory.resolve("store.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "weir",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=weir",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "password")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return store.toString();
    }

    @Test
    void onlyWhoHasTheKeyIsAnswered() throws Exception {
        var password =
                Files.writeString(directory.resolve("password"), "password\n").toString();
        var store = store();
        var rows = Files.createDirectory(directory.resolve("rows"));
        Files.writeString(rows.resolve("a.csv"), "x\n1\n2\n");
        try (var cluster = new ClusterProcesses(directory, "tls.key_store=" + store, "tls.password_file=" + password)) {
            cluster.addTaskManager();
            var query = "select sum(x) from '" + rows + "'";
            var secret = cluster.secret().toString();
            var ran = WeirProcess.run(
                    directory,
                    "sql",
                    "--jobmanager",
                    cluster.address(),
                    "--secret-file",
                    secret,
                    "--tls-key-store",
                    store,
                    "--tls-password-file",
                    password,
                    "-e",
                    query);
            assertThat(ran.out()).as(ran.errors()).isEqualTo("sum(x)\n3\n");
            assertThat(cluster.pages()).startsWith("https://");
            var listed = WeirProcess.run(
                    directory,
                    "list",
                    "--jobmanager",
                    cluster.address(),
                    "--secret-file",
                    secret,
                    "--conf",
                    directory.resolve("conf").toString());
            assertThat(listed.out()).as(listed.errors()).contains(",job-1,query,SUCCEEDED,");
            var plain = WeirProcess.run(
                    directory, "sql", "--jobmanager", cluster.address(), "--secret-file", secret, "-e", query);
            assertThat(plain.code()).isEqualTo(2);
            assertThat(plain.errors()).contains("cannot connect to the JobManager");
        }
    }
}
