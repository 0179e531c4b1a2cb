package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.yarn.container.Launch;
import io.weir.yarn.container.Parcel;
import io.weir.yarn.container.Staging;
import io.weir.yarn.master.ApplicationMaster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.LogAggregationContext;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** An application of YARN, from its submission until its client has no more to do with it. Killed if the client ends before that. */
final class YarnApplication implements AutoCloseable {
    static final String TYPE = "WEIR";
    private static final Set<YarnApplicationState> ENDED =
            Set.of(YarnApplicationState.FINISHED, YarnApplicationState.FAILED, YarnApplicationState.KILLED);
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final Duration ATTEMPTS_COUNT = Duration.ofMinutes(10);

    private final YarnClient yarn;
    private final Submission submission;
    private final ApplicationId id;
    private final Thread kill = new Thread(this::kill, "weir-kill");

    /**
     * What is submitted.
     *
     * @param type by which it is found again
     */
    record Submission(String type, Parcel parcel, FileStatus archive) {
        private Staging staging() {
            return new Staging(archive.getPath());
        }
    }

    private YarnApplication(YarnClient yarn, Submission submission, ApplicationId id) {
        this.yarn = yarn;
        this.submission = submission;
        this.id = id;
        Runtime.getRuntime().addShutdownHook(kill);
    }

    /** Submits what one command or a session runs on. */
    static YarnApplication submit(Submission submission, SubmitOptions options) {
        var parcel = submission.parcel();
        var yarn = YarnClient.createYarnClient();
        yarn.init(parcel.configuration());
        yarn.start();
        try {
            sweep(yarn, submission);
            var created = yarn.createApplication();
            var context = created.getApplicationSubmissionContext();
            context.setApplicationName(options.name());
            context.setApplicationType(submission.type());
            context.setApplicationTags(options.tags());
            context.setQueue(options.queue());
            context.setMaxAppAttempts(options.masterAttempts());
            context.setKeepContainersAcrossApplicationAttempts(true);
            context.setAttemptFailuresValidityInterval(ATTEMPTS_COUNT.toMillis());
            context.setResource(Resource.newInstance(options.masterMemory(), 1));
            context.setLogAggregationContext(LogAggregationContext.newInstance(".*", "", ".*", ""));
            context.setAMContainerSpec(new Launch(submission.archive(), parcel)
                    .of(
                            ApplicationMaster.class,
                            options.memoryOfMaster(),
                            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                            List.of()));
            yarn.submitApplication(context);
            return new YarnApplication(yarn, submission, context.getApplicationId());
        } catch (IOException | YarnException failed) {
            yarn.stop();
            throw new EngineException(
                    ErrorCode.CONNECTION, "YARN does not take the application: " + failed.getMessage(), failed);
        }
    }

    /** Applications that ended when nobody could clear up after them. What was left is looked at first: it is of known ones then. */
    private static void sweep(YarnClient yarn, Submission submission) throws IOException, YarnException {
        var hadoop = submission.parcel().configuration();
        var left = submission.staging().all(hadoop);
        for (var application : left) {
            if (hasEnded(yarn, application)) {
                submission.staging().delete(application, hadoop);
            }
        }
    }

    private static boolean hasEnded(YarnClient yarn, ApplicationId id) throws IOException, YarnException {
        try {
            return ENDED.contains(yarn.getApplicationReport(id).getYarnApplicationState());
        } catch (ApplicationNotFoundException forgotten) {
            return true;
        }
    }

    ApplicationId id() {
        return id;
    }

    /** Where its JobManager listens now, if there is one. */
    InetSocketAddress find() {
        try {
            return jobManager(yarn.getApplicationReport(id));
        } catch (IOException | YarnException failed) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot ask YARN for " + id, failed);
        }
    }

    /** Fails with CONNECTION if there is none now, and otherwise if there will be none any more. */
    static InetSocketAddress jobManager(ApplicationReport report) {
        if (ENDED.contains(report.getYarnApplicationState())) {
            throw new EngineException(
                    ErrorCode.APPLICATION_ENDED,
                    "application " + report.getApplicationId() + " has ended: "
                            + report.getDiagnostics().strip());
        } else if (report.getYarnApplicationState() != YarnApplicationState.RUNNING || report.getRpcPort() <= 0) {
            throw new EngineException(
                    ErrorCode.CONNECTION, "application " + report.getApplicationId() + " has no JobManager yet");
        }
        return new InetSocketAddress(report.getHost(), report.getRpcPort());
    }

    /** Waits for its JobManager. */
    InetSocketAddress jobManager() {
        var never = new CountDownLatch(1);
        try {
            while (true) {
                try {
                    return find();
                } catch (EngineException notYet) {
                    if (notYet.code() != ErrorCode.CONNECTION) {
                        throw notYet;
                    }
                }
                var unused = never.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(ErrorCode.CANCELLED, "interrupted while waiting for " + id, e);
        }
    }

    private void kill() {
        try {
            yarn.killApplication(id, "the client was ended");
            submission.staging().delete(id, submission.parcel().configuration());
        } catch (IOException | YarnException failed) {
            System.err.println("cannot kill " + id + ": " + failed.getMessage());
        }
    }

    /** The application goes its own way. One that was ended from outside had no time to clear up. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(kill);
        try {
            if (hasEnded(yarn, id)) {
                submission.staging().delete(id, submission.parcel().configuration());
            }
        } catch (IOException | YarnException failed) {
            System.err.println("cannot clear up after " + id + ": " + failed.getMessage());
        }
        yarn.stop();
    }
}
