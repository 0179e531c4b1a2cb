package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.yarn.container.Launch;
import io.weir.yarn.container.Parcel;
import io.weir.yarn.master.ApplicationMaster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.LogAggregationContext;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** An application of YARN, from its submission until its client has no more to do with it. Killed if the client ends before that. */
final class YarnApplication implements AutoCloseable {
    static final String TYPE = "WEIR";
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final YarnClient yarn;
    private final ApplicationId id;
    private final Thread kill = new Thread(this::kill, "weir-kill");

    /**
     * What is submitted.
     *
     * @param type by which it is found again
     */
    record Submission(String type, Parcel parcel, FileStatus archive) {}

    private YarnApplication(YarnClient yarn, ApplicationId id) {
        this.yarn = yarn;
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
            var created = yarn.createApplication();
            var context = created.getApplicationSubmissionContext();
            context.setApplicationName(options.name());
            context.setApplicationType(submission.type());
            context.setApplicationTags(options.tags());
            context.setQueue(options.queue());
            context.setMaxAppAttempts(1);
            context.setResource(Resource.newInstance(options.masterMemory(), 1));
            context.setLogAggregationContext(LogAggregationContext.newInstance(".*", "", ".*", ""));
            context.setAMContainerSpec(new Launch(submission.archive(), parcel)
                    .of(
                            ApplicationMaster.class,
                            options.memoryOfMaster(),
                            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                            List.of()));
            yarn.submitApplication(context);
            return new YarnApplication(yarn, context.getApplicationId());
        } catch (IOException | YarnException failed) {
            yarn.stop();
            throw new EngineException(
                    ErrorCode.CONNECTION, "YARN does not take the application: " + failed.getMessage(), failed);
        }
    }

    ApplicationId id() {
        return id;
    }

    /** Waits for its JobManager. */
    InetSocketAddress jobManager() {
        var never = new CountDownLatch(1);
        try {
            while (true) {
                var report = yarn.getApplicationReport(id);
                switch (report.getYarnApplicationState()) {
                    case RUNNING -> {
                        return new InetSocketAddress(report.getHost(), report.getRpcPort());
                    }
                    case FINISHED, FAILED, KILLED ->
                        throw new EngineException(
                                ErrorCode.CONNECTION,
                                "application " + id + " ended before it began: "
                                        + report.getDiagnostics().strip());
                    default -> {}
                }
                var unused = never.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (IOException | YarnException failed) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot ask YARN for " + id, failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(ErrorCode.CANCELLED, "interrupted while waiting for " + id, e);
        }
    }

    private void kill() {
        try {
            yarn.killApplication(id, "the client was ended");
        } catch (IOException | YarnException failed) {
            System.err.println("cannot kill " + id + ": " + failed.getMessage());
        }
    }

    /** The application goes its own way. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(kill);
        yarn.stop();
    }
}
