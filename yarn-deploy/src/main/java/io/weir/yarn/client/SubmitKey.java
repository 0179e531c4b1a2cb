package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * Of all commands with one key a single one begins an application, which has the key as a tag. A file, which only one of them can create,
 * decides between those that come while YARN does not know of any; it says whose turn it is, and is gone once YARN knows.
 */
final class SubmitKey {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    private final String tag;
    private final Applications applications;
    private final FileSystem files;
    private final Path file;
    private final Clock clock = Clock.systemUTC();

    SubmitKey(String tag, Applications applications, Configuration hadoop) throws IOException {
        this.tag = tag;
        this.applications = applications;
        this.files = FileSystem.get(hadoop);
        this.file = new Path(files.getHomeDirectory(), ".weir/keys/" + digest(tag));
    }

    private static String digest(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The application that has the key, of another command; empty if it is the turn of this one, which then says {@link #submitted}. */
    Optional<ApplicationId> other() throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        while (true) {
            var known = tagged();
            if (known.isPresent()) {
                return known;
            }
            if (isOurs()) {
                // another one may have begun and said so in between
                var late = tagged();
                if (late.isPresent()) {
                    submitted();
                }
                return late;
            }
            // whose turn it was may be no more
            if (clock.millis() - created() > PATIENCE.toMillis()) {
                files.delete(file, false);
            }
            var unused = never.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Optional<ApplicationId> tagged() {
        return applications.tagged(tag).stream()
                .map(ApplicationReport::getApplicationId)
                .min(Comparator.naturalOrder());
    }

    private boolean isOurs() throws IOException {
        try {
            files.create(file, false).close();
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (RemoteException failed) {
            // another one has just created it and has not closed it yet
            var cause = failed.unwrapRemoteException(AlreadyBeingCreatedException.class);
            if (cause instanceof AlreadyBeingCreatedException) {
                return false;
            }
            throw failed;
        }
    }

    private long created() throws IOException {
        return files.exists(file) ? files.getFileStatus(file).getModificationTime() : clock.millis();
    }

    /** YARN knows the application of this command, or there will be none. */
    void submitted() throws IOException {
        if (!files.delete(file, false) && files.exists(file)) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot remove " + file);
        }
    }
}
