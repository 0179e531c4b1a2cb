package io.weir.sql.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.sql.tpch.TpchData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that are posted to a JobManager in another process. */
class StatementsOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static ClusterProcesses cluster;
    private static String header;

    private record Answer(int code, JsonNode json) {
        String error() {
            return json.path("error").asText();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        TpchData.generate(0.01, data(), List.of("lineitem", "orders", "part", "nation"), (table, rows) -> {});
        cluster = new ClusterProcesses(directory);
        cluster.addTaskManager();
        var token = WeirProcess.run(
                directory,
                "token",
                "--jobmanager",
                cluster.address(),
                "--secret-file",
                cluster.secret().toString());
        assertThat(token.errors()).isEmpty();
        header = token.out().strip().replace("Authorization: ", "");
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    private static String data() {
        return directory.resolve("tpch").toString();
    }

    private static Answer send(String path, HttpRequest.Builder request) throws Exception {
        var answer = HTTP.send(
                request.uri(URI.create(cluster.pages() + path))
                        .header("Authorization", header)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).doesNotContain("\tat ");
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private static Answer get(String path) throws Exception {
        return send(path, HttpRequest.newBuilder().GET());
    }

    private static Answer post(String path, String body) throws Exception {
        return send(path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Answer submit(Map<String, Object> fields) throws Exception {
        return post("/statements", JSON.writeValueAsString(fields));
    }

    /** Where the statement is. */
    private static String begin(String sql) throws Exception {
        var answer = submit(Map.of("sql", sql, "data", data()));
        assertThat(answer.code()).isEqualTo(201);
        return "/statements/" + answer.json().get("id").asText();
    }

    /** A page, once it is there. */
    private static Answer page(String statement, long number) throws Exception {
        var answer = get(statement + "/rows/" + number);
        while (answer.code() == 200 && answer.json().path("next").asLong(-1) == number) {
            assertThat(answer.json().get("rows")).isEmpty();
            answer = get(statement + "/rows/" + number);
        }
        return answer;
    }

    @Test
    void rowsComeInPagesWithTheirColumns() throws Exception {
        var statement = begin("select n_nationkey, n_name, n_nationkey * 1.5 as d, cast(null as date) as nothing"
                + " from nation where n_nationkey < 2 order by 1");
        assertThat(get(statement).json().get("state").asText()).isEqualTo("RUNNING");
        var first = page(statement, 0).json();
        assertThat(first.get("rows").toString()).isEqualTo("[[0,\"ALGERIA\",0.0,null],[1,\"ARGENTINA\",1.5,null]]");
        assertThat(first.get("columns").toString())
                .startsWith("[{\"name\":\"n_nationkey\",\"type\":\"")
                .contains("\"name\":\"nothing\",\"type\":\"date\"");
        assertThat(page(statement, 0).json()).isEqualTo(first);
        var last = page(statement, first.get("next").asLong()).json();
        assertThat(last.get("rows")).isEmpty();
        assertThat(last.get("next").isNull()).isTrue();
        var status = get(statement).json();
        assertThat(status.get("state").asText()).isEqualTo("FINISHED");
        assertThat(status.get("jobs")).hasSize(1);
        assertThat(get("/jobs/" + status.get("jobs").get(0).asText())
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("SUCCEEDED");
        assertThat(page(statement, 0).error()).contains("no page 0", "the last is 1");
    }

    @Test
    void aMillionRowsPassOnceAndInOrderOfPages() throws Exception {
        var statement = begin("select x, 'row ' || x from unnest(sequence(1, 1000000)) as u (x)");
        var rows = 0L;
        var sum = 0L;
        var next = 0L;
        while (next >= 0) {
            var page = page(statement, next).json();
            for (var row : page.get("rows")) {
                rows++;
                sum += row.get(0).asLong();
            }
            next = page.get("next").asLong(-1);
        }
        assertThat(rows).isEqualTo(1_000_000);
        assertThat(sum).isEqualTo(500_000_500_000L);
    }

    @Test
    void whatIsWrittenIsCountedAndASubmissionOfTheSameKeyIsOne() throws Exception {
        var target = directory.resolve("written").toString();
        var fields = Map.<String, Object>of(
                "sql",
                "insert into '" + target + "' select n_name from nation",
                "data",
                data(),
                "key",
                "nightly",
                "settings",
                Map.of("parallelism", 1));
        var id = submit(fields).json().get("id").asText();
        assertThat(submit(fields).json().get("id").asText()).isEqualTo(id);
        assertThat(page("/statements/" + id, 0).json().get("rows_written").asLong())
                .isEqualTo(25);
        assertThat(submit(fields).json().get("state").asText()).isEqualTo("FINISHED");
        try (var files = Files.list(Path.of(target))) {
            assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
                    .hasSize(1);
        }
        var other = submit(Map.of("sql", "select 1", "key", "nightly"));
        assertThat(other.code()).isEqualTo(409);
        assertThat(other.error()).contains("the key nightly is that of another statement");
    }

    @Test
    void aScriptAnswersWhatItsLastStatementDoes() throws Exception {
        var statement = begin("create view three as select * from nation where n_nationkey < 3;"
                + " set parallelism = 1; select count(*) from three;");
        assertThat(page(statement, 0).json().get("rows").toString()).isEqualTo("[[3]]");
    }

    @Test
    void mistakesAreToldInOneLine() throws Exception {
        var unknown = begin("select no_such from nation");
        var answer = page(unknown, 0);
        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.error()).contains("no_such").doesNotContain("Exception");
        var status = get(unknown).json();
        assertThat(status.get("state").asText()).isEqualTo("FAILED");
        assertThat(status.get("error").asText()).isEqualTo(answer.error());
        assertThat(page(begin("selec 1"), 0).code()).isEqualTo(400);
        assertThat(page(begin("select * from missing"), 0).code()).isEqualTo(400);
        assertThat(post("/statements", "{").error()).startsWith("the body is not JSON");
        assertThat(post("/statements", "[]").code()).isEqualTo(400);
        assertThat(submit(Map.of("sql", " ")).error()).isEqualTo("the field \"sql\" is missing");
        assertThat(submit(Map.of("sql", 1)).error()).isEqualTo("the field \"sql\" is a string");
        assertThat(submit(Map.of("sql", "select 1", "sequel", "x")).error()).contains("no field \"sequel\"");
        var setting = submit(Map.of("sql", "select 1", "settings", Map.of("paralelism", "4")));
        assertThat(setting.code()).isEqualTo(400);
        assertThat(setting.error()).contains("no setting \"paralelism\"");
        assertThat(get("/statements/statement-999").code()).isEqualTo(404);
        assertThat(get("/nothing").code()).isEqualTo(404);
    }

    @Test
    void whatRunsIsCancelled() throws Exception {
        var statement = begin(ClusterProcesses.LONG_QUERY);
        var status = get(statement).json();
        while (status.get("jobs").isEmpty()) {
            status = get(statement).json();
        }
        assertThat(post(statement + "/cancel", "").json().get("cancelled").asBoolean())
                .isTrue();
        assertThat(page(statement, 0).code()).isEqualTo(410);
        assertThat(get(statement).json().get("state").asText()).isEqualTo("CANCELLED");
        assertThat(post(statement + "/cancel", "").json().get("cancelled").asBoolean())
                .isFalse();
        var job = "/jobs/" + status.get("jobs").get(0).asText();
        while (get(job).json().get("state").asText().equals("RUNNING")) {
            assertThat(get(job).code()).isEqualTo(200);
        }
        assertThat(get(job).json().get("state").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void nobodyRunsAnythingWithoutTheToken() throws Exception {
        for (var token : List.of("", "Bearer 00")) {
            var answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(cluster.pages() + "/statements"))
                            .header("Authorization", token)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"sql\":\"select 1\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"error\":\"the token of the cluster is needed\"}");
        }
    }
}
