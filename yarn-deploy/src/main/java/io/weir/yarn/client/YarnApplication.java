package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.yarn.container.Access;
import io.weir.yarn.container.ApplicationTls;
import io.weir.yarn.container.Launch;
import io.weir.yarn.container.Parcel;
import io.weir.yarn.container.Staging;
import io.weir.yarn.master.ApplicationMaster;
import io.weir.yarn.master.Driver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.LogAggregationContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** An application of YARN, from its id until its client has no more to do with it. Killed if the client ends before that. */
final class YarnApplication implements AutoCloseable {
    static final String TYPE = "WEIR";
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final Duration ATTEMPTS_COUNT = Duration.ofMinutes(10);

    private final Applications applications;
    private final YarnClientApplication created;
    private final Staging staging;
    private @Nullable KillHook kill;

    private YarnApplication(Applications applications, YarnClientApplication created, Staging staging) {
        this.applications = applications;
        this.created = created;
        this.staging = staging;
    }

    /** One that YARN has numbered and knows nothing else of. */
    static YarnApplication create(Applications applications, Configuration hadoop) {
        try {
            var created = applications.yarn().createApplication();
            var id = created.getApplicationSubmissionContext().getApplicationId();
            return new YarnApplication(applications, created, Staging.of(hadoop, id));
        } catch (IOException | YarnException failed) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot begin on YARN: " + failed.getMessage(), failed);
        }
    }

    /** What it finds when it begins. */
    Staging staging() {
        return staging;
    }

    ApplicationId id() {
        return created.getApplicationSubmissionContext().getApplicationId();
    }

    /**
     * What is submitted.
     *
     * @param type by which it is found again
     * @param engine where its archive lies
     * @param settings of the ApplicationMaster
     * @param tags beside those of the options
     */
    record Submission(String type, FileStatus engine, Map<String, String> settings, Set<String> tags) {}

    /** Answers how its clients reach it. */
    Access submit(Submission submission, SubmitOptions options, Configuration hadoop) {
        try {
            var parcel = Parcel.of(hadoop, staging.with(ApplicationTls.with(submission.settings())));
            staging.keepSecret(parcel);
            var context = created.getApplicationSubmissionContext();
            context.setApplicationName(options.name());
            context.setApplicationType(submission.type());
            var tags = new LinkedHashSet<>(options.tags());
            tags.add(Applications.tag(submission.engine()));
            tags.addAll(submission.tags());
            context.setApplicationTags(tags);
            context.setQueue(options.queue());
            options.priority().ifPresent(priority -> context.setPriority(Priority.newInstance(priority)));
            options.nodeLabel().ifPresent(context::setNodeLabelExpression);
            // what a command in the ApplicationMaster has done already would be done again
            context.setMaxAppAttempts(Driver.isNamed(submission.settings()) ? 1 : options.masterAttempts());
            context.setKeepContainersAcrossApplicationAttempts(true);
            context.setAttemptFailuresValidityInterval(ATTEMPTS_COUNT.toMillis());
            context.setResource(Resource.newInstance(options.masterMemory(), 1));
            context.setLogAggregationContext(LogAggregationContext.newInstance(".*", "", ".*", ""));
            var resources = staging.resources(List.of(Staging.Kind.values()));
            context.setAMContainerSpec(new Launch(submission.engine(), parcel, resources)
                    .of(
                            ApplicationMaster.class,
                            options.memoryOfMaster(),
                            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                            List.of()));
            kill = new KillHook(applications, id(), staging);
            applications.yarn().submitApplication(context);
            return Access.of(parcel);
        } catch (IOException | YarnException failed) {
            close();
            throw new EngineException(
                    ErrorCode.CONNECTION, "YARN does not take the application: " + failed.getMessage(), failed);
        }
    }

    /** Where its JobManager listens now, if there is one. */
    InetSocketAddress find() {
        return applications.jobManager(id());
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
            throw new EngineException(ErrorCode.CANCELLED, "interrupted while waiting for " + id(), e);
        }
    }

    /** Ends it from outside, where it has not ended. */
    void kill(String why) {
        try {
            applications.yarn().killApplication(id(), why);
        } catch (IOException | YarnException e) {
            throw new EngineException(ErrorCode.CONNECTION, "cannot kill " + id() + ": " + e.getMessage(), e);
        }
    }

    /** If it has ended, what it left goes: one that was ended from outside had no time to clear up. */
    void forget() {
        try {
            if (applications.hasEnded(id())) {
                staging.delete();
            }
        } catch (IOException | YarnException e) {
            throw new EngineException(
                    ErrorCode.FILE_ACCESS, "cannot remove what " + id() + " left: " + e.getMessage(), e);
        }
    }

    /** The application goes its own way. */
    @Override
    public void close() {
        if (kill != null) {
            kill.close();
        }
    }
}
