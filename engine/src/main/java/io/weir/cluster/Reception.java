package io.weir.cluster;

import io.weir.exchange.socket.Exchange;
import java.util.function.Consumer;

/** Meets whoever connects to a JobManager: a TaskManager, or a client. Any thread. */
final class Reception {
    private final TaskManagerProxy.Parts parts;
    private final Clients clients;

    Reception(JobManager jobManager, JobManagerParts threads, Exchange exchange, JobCode code) {
        parts = new TaskManagerProxy.Parts(jobManager, threads, exchange, code);
        clients = new Clients(jobManager, threads);
    }

    /** Goes on with what a former JobManager did. Before anybody connects. */
    void recover() {
        var records = parts.threads().journal().former();
        for (var recovered : RecoveredJob.all(records)) {
            clients.recovered(recovered.key(), recover(recovered));
        }
        records.stream()
                .filter(JournalRecord.Left.class::isInstance)
                .map(JournalRecord.Left.class::cast)
                .reduce((first, last) -> last)
                .ifPresent(left -> clients.farewell(left.farewell()));
    }

    /** A job with jars goes on when its client, which has them, is there again. */
    private Clients.Asked recover(RecoveredJob job) {
        if (job.end().isPresent()) {
            return Clients.Asked.ended(job.id(), JobNotes.outcome(job.end().get()));
        } else if (!job.hasJars()) {
            return Clients.Asked.running(parts.jobManager().recover(job, JobCode.loader()), () -> {});
        }
        parts.jobManager().expect(job.id());
        return Clients.Asked.waiting(job);
    }

    /** @param name as the peer has proved it */
    ControlConnection.Receiver meet(String name, ControlWire connection) {
        return new Caller(name, connection);
    }

    boolean hasClients() {
        return !clients.isEmpty();
    }

    /** Tells clients how far their jobs are. */
    void report() {
        clients.reportAll();
    }

    /** The listener hears what clients say that leave, and of those that are lost for good. */
    void onFarewell(Consumer<Farewell> listener) {
        clients.onFarewell(listener);
    }

    /** Who has connected shows by its first message. */
    private final class Caller implements ControlConnection.Receiver {
        private final String name;
        private final ControlWire connection;
        private ControlConnection.Receiver known = this;

        Caller(String name, ControlWire connection) {
            this.name = name;
            this.connection = connection;
        }

        @Override
        public void receive(ControlMessage message) {
            if (known == this && message instanceof ControlMessage.Register) {
                known = new TaskManagerProxy(name, connection, parts);
            } else if (known == this && message instanceof ControlMessage.Connect) {
                known = new RemoteClient(name, connection, parts, clients);
            } else if (known == this) {
                throw new IllegalArgumentException("no first message: " + message);
            }
            known.receive(message);
        }

        @Override
        public void lost(String reason) {
            if (known != this) {
                known.lost(reason);
            }
        }
    }
}
