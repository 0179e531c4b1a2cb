package io.weir.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records of jobs in memory. Who follows another one reads what that had written by then, and nothing of what it writes later. */
final class SimulatedStore implements JobStore {
    private final Simulation simulation;
    private List<byte[]> newest = List.of();
    private int epoch;

    SimulatedStore(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public Term begin(String directory) {
        var own = ++epoch;
        var written = new ArrayList<>(newest);
        newest = written;
        return new Term() {
            @Override
            public int epoch() {
                return own;
            }

            @Override
            public List<byte[]> records() {
                return List.copyOf(written);
            }

            @Override
            public void lead(InetSocketAddress at) {}

            @Override
            public void append(List<byte[]> records) throws IOException {
                failSometimes();
                written.addAll(records);
            }

            @Override
            public void rewrite(List<byte[]> records) throws IOException {
                failSometimes();
                written.clear();
                written.addAll(records);
            }

            private void failSometimes() throws IOException {
                if (simulation.chance(0.002)) {
                    throw new IOException("injected: the store is away");
                }
            }

            @Override
            public boolean isOver() {
                return own != epoch;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<InetSocketAddress> leader(String directory) {
        return Optional.empty();
    }
}
