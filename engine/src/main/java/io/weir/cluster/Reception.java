package io.weir.cluster;

import io.weir.exchange.socket.Exchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Meets whoever connects to a JobManager: a TaskManager, or a client. Any thread. */
final class Reception {
    private final TaskManagerProxy.Parts parts;
    private final Set<RemoteClient> clients = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Farewell> farewells = farewell -> {};

    Reception(JobManager jobManager, JobManagerParts threads, Exchange exchange, JobCode code) {
        parts = new TaskManagerProxy.Parts(jobManager, threads, exchange, code);
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
        clients.forEach(RemoteClient::report);
    }

    /** From now on the listener hears what clients say that leave, and of those that are lost. */
    void onFarewell(Consumer<Farewell> listener) {
        farewells = listener;
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
                var client = new RemoteClient(name, connection, parts, farewell -> farewells.accept(farewell));
                clients.add(client);
                known = client;
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
            if (known instanceof RemoteClient client) {
                clients.remove(client);
            }
        }
    }
}
