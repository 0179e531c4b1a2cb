package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** An application that lasts beyond a command: its clients find it with YARN and its secret in a file that only its user can read. */
final class Session {
    static final String TYPE = "WEIR_SESSION";

    private static final FsPermission OWN_DIRECTORY = new FsPermission((short) 0700);
    private static final FsPermission OWN_FILE = new FsPermission((short) 0600);

    private final ApplicationReport report;

    private Session(ApplicationReport report) {
        this.report = report;
    }

    /** Those of this user that have not ended. Removes what is left of the others. */
    static List<ApplicationReport> all(Configuration hadoop) {
        var yarn = YarnClient.createYarnClient();
        yarn.init(hadoop);
        yarn.start();
        try {
            var files = FileSystem.get(hadoop);
            var states = EnumSet.of(
                    YarnApplicationState.NEW,
                    YarnApplicationState.NEW_SAVING,
                    YarnApplicationState.SUBMITTED,
                    YarnApplicationState.ACCEPTED,
                    YarnApplicationState.RUNNING);
            var user = files.getHomeDirectory().getName();
            // looked at first: a session is submitted before its secret is kept
            var secrets = secrets(files);
            var there = yarn.getApplications(Set.of(TYPE), states).stream()
                    .filter(report -> report.getUser().equals(user))
                    .toList();
            for (var secret : secrets) {
                var name = secret.getName();
                if (there.stream()
                        .noneMatch(
                                report -> report.getApplicationId().toString().equals(name))) {
                    files.delete(secret, false);
                }
            }
            return there;
        } catch (IOException | YarnException failed) {
            throw new EngineException(
                    ErrorCode.CONNECTION, "cannot ask YARN for sessions: " + failed.getMessage(), failed);
        } finally {
            yarn.stop();
        }
    }

    private static List<Path> secrets(FileSystem files) throws IOException {
        var directory = directory(files);
        return files.exists(directory)
                ? Arrays.stream(files.listStatus(directory))
                        .map(FileStatus::getPath)
                        .toList()
                : List.of();
    }

    /** By the id of its application or by its name. */
    static Session find(Configuration hadoop, String wanted) {
        var found = all(hadoop).stream()
                .filter(report -> report.getApplicationId().toString().equals(wanted)
                        || report.getName().equals(wanted))
                .toList();
        if (found.size() != 1) {
            throw new EngineException(
                    ErrorCode.NOT_FOUND,
                    found.isEmpty()
                            ? "no session " + wanted + "; weir session list shows those that there are"
                            : found.size() + " sessions are named " + wanted + ": give the id of one");
        }
        return new Session(found.get(0));
    }

    InetSocketAddress jobManager() {
        if (report.getYarnApplicationState() != YarnApplicationState.RUNNING) {
            throw new EngineException(
                    ErrorCode.CONNECTION,
                    "session " + report.getApplicationId() + " has not begun yet: YARN has not started it");
        }
        return new InetSocketAddress(report.getHost(), report.getRpcPort());
    }

    /** Where its JobManager is now, which may be another one than when the session was found. */
    InetSocketAddress find(Configuration hadoop) {
        var yarn = YarnClient.createYarnClient();
        yarn.init(hadoop);
        yarn.start();
        try {
            return YarnApplication.jobManager(yarn.getApplicationReport(report.getApplicationId()));
        } catch (IOException | YarnException failed) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot ask YARN for " + report.getApplicationId(), failed);
        } finally {
            yarn.stop();
        }
    }

    byte[] secret(Configuration hadoop) {
        try {
            var files = FileSystem.get(hadoop);
            try (var in = files.open(file(files, report.getApplicationId()))) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.FILE_ACCESS,
                    "cannot read the secret of " + report.getApplicationId() + ": " + e.getMessage(),
                    e);
        }
    }

    /** So that later clients of the same user may read it. */
    static void keepSecret(Configuration hadoop, ApplicationId id, byte[] secret) throws IOException {
        var files = FileSystem.get(hadoop);
        var directory = directory(files);
        files.mkdirs(directory, OWN_DIRECTORY);
        var file = file(files, id);
        try (var out = FileSystem.create(files, file, OWN_FILE)) {
            out.write(secret);
        }
    }

    void forget(Configuration hadoop) {
        try {
            var files = FileSystem.get(hadoop);
            files.delete(file(files, report.getApplicationId()), false);
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot remove the secret: " + e.getMessage(), e);
        }
    }

    private static Path directory(FileSystem files) {
        return new Path(files.getHomeDirectory(), ".weir/sessions");
    }

    private static Path file(FileSystem files, ApplicationId id) {
        return new Path(directory(files), id.toString());
    }
}
