package io.weir.yarn.client;

import io.weir.yarn.container.Staging;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** While open, the end of this process is the end of an application. */
final class KillHook implements AutoCloseable {
    private final Applications applications;
    private final ApplicationId id;
    private final Staging staging;
    private final CountDownLatch killed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::kill, "weir-kill");

    KillHook(Applications applications, ApplicationId id, Staging staging) {
        this.applications = applications;
        this.id = id;
        this.staging = staging;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    ApplicationId application() {
        return id;
    }

    private void kill() {
        try {
            applications.yarn().killApplication(id, "the client was ended");
            staging.delete();
        } catch (IOException | YarnException failed) {
            System.err.println("cannot kill " + id + ": " + failed.getMessage());
        } finally {
            killed.countDown();
        }
    }

    /** If this process ends already, once the application is killed: that needs the connection to YARN. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ends) {
            awaitKill();
        }
    }

    private void awaitKill() {
        try {
            killed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
