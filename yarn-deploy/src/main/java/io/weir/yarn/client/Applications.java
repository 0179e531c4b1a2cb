package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.yarn.container.Access;
import io.weir.yarn.container.Staging;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** The applications of weir that this user has on YARN. */
final class Applications implements AutoCloseable {
    static final Set<String> TYPES = Set.of(YarnApplication.TYPE, Session.TYPE);

    /** Names the engine that an application uses. */
    static final String ENGINE_TAG = "weir-engine:";

    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration SURELY_BEGUN = Duration.ofDays(1);

    private static final EnumSet<YarnApplicationState> UNENDED = EnumSet.of(
            YarnApplicationState.NEW,
            YarnApplicationState.NEW_SAVING,
            YarnApplicationState.SUBMITTED,
            YarnApplicationState.ACCEPTED,
            YarnApplicationState.RUNNING);

    /** Its address has no path. */
    private static final Pattern JOB_MANAGER = Pattern.compile("https?://[^/]+");

    private final Configuration hadoop;
    private final YarnClient yarn = YarnClient.createYarnClient();
    private final Clock clock = Clock.systemUTC();

    Applications(Configuration hadoop) {
        this.hadoop = hadoop;
        yarn.init(hadoop);
        yarn.start();
    }

    YarnClient yarn() {
        return yarn;
    }

    /** Those that have not ended. */
    List<ApplicationReport> running(Set<String> types) {
        return all(types, UNENDED);
    }

    /** With that tag, the ended ones too, as far as YARN remembers them. */
    List<ApplicationReport> tagged(String tag) {
        return all(TYPES, EnumSet.allOf(YarnApplicationState.class)).stream()
                .filter(report -> report.getApplicationTags().contains(tag))
                .toList();
    }

    private List<ApplicationReport> all(Set<String> types, EnumSet<YarnApplicationState> states) {
        try {
            var user = FileSystem.get(hadoop).getHomeDirectory().getName();
            return yarn.getApplications(types, states).stream()
                    .filter(report -> report.getUser().equals(user))
                    .toList();
        } catch (IOException | YarnException failed) {
            throw new EngineException(
                    ErrorCode.CONNECTION, "cannot ask YARN for applications: " + failed.getMessage(), failed);
        }
    }

    /** Deletes what applications left that ended without doing so themselves, and engines that nobody has used for long. */
    void sweep() {
        try {
            var files = FileSystem.get(hadoop);
            // looked at first: an application is known to YARN before it can have ended
            var staged = list(files, Staging.root(files));
            var known = all(TYPES, EnumSet.allOf(YarnApplicationState.class));
            var unended = known.stream()
                    .filter(report -> UNENDED.contains(report.getYarnApplicationState()))
                    .toList();
            var ids = known.stream()
                    .map(report -> report.getApplicationId().toString())
                    .collect(Collectors.toSet());
            var alive = unended.stream()
                    .map(report -> report.getApplicationId().toString())
                    .collect(Collectors.toSet());
            for (var directory : staged) {
                var id = directory.getPath().getName();
                if (!alive.contains(id)
                        && (ids.contains(id) || isOlder(directory.getModificationTime(), SURELY_BEGUN))) {
                    files.delete(directory.getPath(), true);
                }
            }
            sweepEngines(files, unended);
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.FILE_ACCESS, "cannot remove what is left of old applications: " + e.getMessage(), e);
        }
    }

    private void sweepEngines(FileSystem files, List<ApplicationReport> unended) throws IOException {
        for (var engine : list(files, Staging.root(files).getParent())) {
            var name = engine.getPath().getName();
            var used = Math.max(engine.getAccessTime(), engine.getModificationTime());
            if (name.endsWith(".zip")
                    && isOlder(used, KEPT)
                    && unended.stream()
                            .noneMatch(report -> report.getApplicationTags().contains(tag(engine)))) {
                files.delete(engine.getPath(), false);
            }
        }
    }

    /** Of an application that uses that engine. */
    static String tag(FileStatus engine) {
        return ENGINE_TAG + engine.getPath().getName();
    }

    private boolean isOlder(long millis, Duration age) {
        return clock.millis() - millis > age.toMillis();
    }

    private static List<FileStatus> list(FileSystem files, Path directory) throws IOException {
        return files.exists(directory) ? List.of(files.listStatus(directory)) : List.of();
    }

    /** Fails with CONNECTION if there is none now, and with APPLICATION_ENDED if there will be none any more. */
    static InetSocketAddress jobManager(ApplicationReport report) {
        var id = report.getApplicationId();
        if (!UNENDED.contains(report.getYarnApplicationState())) {
            throw new EngineException(
                    ErrorCode.APPLICATION_ENDED,
                    "application " + id + " has ended: "
                            + report.getDiagnostics().strip());
        } else if (report.getYarnApplicationState() != YarnApplicationState.RUNNING || report.getRpcPort() <= 0) {
            throw new EngineException(ErrorCode.CONNECTION, "application " + id + " has no JobManager yet");
        }
        return new InetSocketAddress(report.getHost(), report.getRpcPort());
    }

    /**
     * Where an application's JobManager shows its pages, if there is one now. YARN names its own page of the application where there is
     * none yet and as soon as there is none any more, and that answers whatever is asked.
     */
    static Optional<URI> pages(ApplicationReport report) {
        return Optional.ofNullable(report.getOriginalTrackingUrl())
                .filter(address -> report.getYarnApplicationState() == YarnApplicationState.RUNNING
                        && JOB_MANAGER.matcher(address).matches())
                .map(URI::create);
    }

    /** Where an application's JobManager is now. */
    InetSocketAddress jobManager(ApplicationId id) {
        try {
            return jobManager(yarn.getApplicationReport(id));
        } catch (IOException | YarnException failed) {
            throw new EngineException(
                    ErrorCode.CONNECTION, "cannot ask YARN for " + id + ": " + failed.getMessage(), failed);
        }
    }

    /** For who has asked nothing of YARN before. */
    static InetSocketAddress findJobManager(Configuration hadoop, ApplicationId id) {
        try (var applications = new Applications(hadoop)) {
            return applications.jobManager(id);
        }
    }

    boolean hasEnded(ApplicationId id) throws IOException, YarnException {
        try {
            return !UNENDED.contains(yarn.getApplicationReport(id).getYarnApplicationState());
        } catch (ApplicationNotFoundException forgotten) {
            return true;
        }
    }

    /** Empty if it is gone, as that of an application that has ended is. */
    Optional<Access> access(ApplicationReport report) {
        try {
            return Optional.of(Staging.of(hadoop, report.getApplicationId()).access());
        } catch (FileNotFoundException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.FILE_ACCESS,
                    "cannot read the secret of " + report.getApplicationId() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        yarn.stop();
    }
}
