package io.weir.cluster;

/** A connection for control messages: in each direction they come in order, until it breaks, which both ends learn in their time. */
final class SimulatedLink {
    private final Simulation simulation;
    private final String name;
    private final End peer = new End("to ");
    private final End jobManager = new End("from ");

    SimulatedLink(Simulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
    }

    /** What the peer sends by. */
    End peer() {
        return peer;
    }

    /** What the JobManager sends by. */
    End jobManager() {
        return jobManager;
    }

    private End other(End end) {
        return end == peer ? jobManager : peer;
    }

    /** Nothing arrives any more but what is very near; both ends hear of it. */
    void cut(String reason) {
        peer.endAt(simulation.now() + simulation.delay(), reason);
        jobManager.endAt(simulation.now() + simulation.delay(), reason);
    }

    /** One end of it. */
    final class End implements ControlWire {
        private final String direction;
        private ControlConnection.Receiver receiver = new Deaf();
        private long lastArrival;
        private boolean ending;
        private boolean over;

        private End(String direction) {
            this.direction = direction;
        }

        /** Who hears what comes to this end. */
        void heardBy(ControlConnection.Receiver listener) {
            receiver = listener;
        }

        boolean isOver() {
            return over;
        }

        @Override
        public void send(ControlMessage message) {
            if (over) {
                return;
            }
            var to = other(this);
            to.lastArrival = Math.max(to.lastArrival, simulation.now() + simulation.delay());
            simulation.at(to.lastArrival, () -> to.arrive(message));
        }

        private void arrive(ControlMessage message) {
            if (!over) {
                simulation.trace(() -> other(this).direction + name + " " + SimulatedLink.text(message));
                receiver.receive(message);
            }
        }

        /** What was sent arrives before the other end hears of it. */
        @Override
        public void close() {
            var to = other(this);
            to.endAt(Math.max(to.lastArrival, simulation.now() + simulation.delay()), "it was closed");
            endAt(simulation.now(), "it was closed");
        }

        private void endAt(long time, String reason) {
            if (ending) {
                return;
            }
            ending = true;
            simulation.at(time, () -> {
                over = true;
                simulation.trace(() -> other(this).direction + name + " lost: " + reason);
                receiver.lost(reason);
            });
        }
    }

    private static String text(ControlMessage message) {
        var text = message.toString();
        return text.length() > 300 ? text.substring(0, 300) : text;
    }

    private static final class Deaf implements ControlConnection.Receiver {
        @Override
        public void receive(ControlMessage message) {
            throw new AssertionError("nobody hears " + message);
        }

        @Override
        public void lost(String reason) {}
    }
}
