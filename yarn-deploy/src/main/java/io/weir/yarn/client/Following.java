package io.weir.yarn.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.sql.command.Streams;
import io.weir.web.RestServer;
import io.weir.yarn.container.Access;
import io.weir.yarn.container.Staging;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** Waits for an application whose ApplicationMaster runs a command, and shows what that writes. */
final class Following {
    private static final long BETWEEN_LOOKS_MILLIS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern OUTCOME = Pattern.compile("exit (\\d+): ?(.*)", Pattern.DOTALL);
    private static final int FAILURE = 2;
    private static final int CANCELLED = 130;
    private static final int OK = 200;

    private final Applications applications;
    private final Configuration hadoop;
    private final ApplicationId id;
    private final OutputStream out;
    private final String name = UUID.randomUUID().toString();
    private @Nullable Access access;
    private @Nullable HttpClient http;
    private String state = "";
    private long read;

    Following(Applications applications, Configuration hadoop, ApplicationId id, OutputStream out) {
        this.applications = applications;
        this.hadoop = hadoop;
        this.id = id;
        this.out = out;
    }

    /** Answers the exit code of what runs there. */
    int toEnd() {
        var never = new CountDownLatch(1);
        try {
            while (true) {
                var report = applications.yarn().getApplicationReport(id);
                tell(report);
                switch (report.getYarnApplicationState()) {
                    case FINISHED, FAILED, KILLED -> {
                        return outcome(report);
                    }
                    default -> {
                        var pages = Applications.pages(report);
                        if (pages.isPresent()) {
                            show(pages.get());
                        }
                    }
                }
                var unused = never.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (IOException | YarnException failed) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot follow " + id + ": " + failed.getMessage(), failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(ErrorCode.CANCELLED, "interrupted while waiting for " + id, e);
        }
    }

    private void tell(ApplicationReport report) {
        var now = report.getYarnApplicationState().toString();
        if (!now.equals(state)) {
            state = now;
            System.err.println("application " + id + " " + now);
        }
    }

    private void show(URI pages) throws IOException, InterruptedException {
        try {
            if (access == null) {
                access = Staging.of(hadoop, id).access();
                http = http(access);
            }
        } catch (FileNotFoundException ends) {
            // YARN knows how
            return;
        }
        for (var piece = output(pages); piece.length > 0; piece = output(pages)) {
            out.write(piece);
            out.flush();
            read += piece.length;
        }
        if (Streams.errIsTerminal()) {
            showProgress(get(pages.resolve("/jobs"), RestServer.JSON));
        }
    }

    /** What comes next, not all of it at once. */
    private byte[] output(URI pages) throws InterruptedException {
        return get(pages.resolve("/output?reader=" + name + "&from=" + read), RestServer.BYTES);
    }

    /** Empty where nobody answers, or somebody else: it ends, or another attempt follows, as YARN knows. */
    private byte[] get(URI address, String type) throws InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Authorization", access.token().header())
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            var expected = answer.statusCode() == OK
                    && answer.headers().firstValue("Content-Type").orElse("").startsWith(type);
            return expected ? answer.body() : new byte[0];
        } catch (IOException gone) {
            return new byte[0];
        }
    }

    /** In one line, which the next one replaces. */
    private static void showProgress(byte[] jobs) throws IOException {
        for (var job : new ObjectMapper().readTree(jobs).path("jobs")) {
            if (job.path("state").asText().equals("RUNNING")) {
                System.err.printf(
                        Locale.ROOT,
                        "\r%s %s: %,d of %,d bytes, %,d rows  ",
                        job.path("id").asText(),
                        job.path("name").asText(),
                        job.path("bytes_read").asLong(),
                        job.path("bytes_total").asLong(),
                        job.path("rows_read").asLong());
            }
        }
    }

    private static HttpClient http(Access access) {
        var builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        access.tls().ifPresent(tls -> builder.sslContext(tls.pages()));
        return builder.build();
    }

    /** What the command ended with, which the ApplicationMaster has told YARN; else what YARN knows. */
    private static int outcome(ApplicationReport report) {
        var told =
                report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
        var known = OUTCOME.matcher(told);
        if (known.lookingAt()) {
            if (!known.group(2).isBlank()) {
                System.err.println(known.group(2).strip());
            }
            return Integer.parseInt(known.group(1));
        }
        System.err.println("error: application " + report.getApplicationId() + " ended as "
                + report.getFinalApplicationStatus() + (told.isEmpty() ? "" : ": " + told));
        return switch (report.getFinalApplicationStatus()) {
            case SUCCEEDED -> 0;
            case KILLED -> CANCELLED;
            default -> FAILURE;
        };
    }
}
