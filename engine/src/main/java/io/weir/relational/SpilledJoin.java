package io.weir.relational;

import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.operator.OperatorContext;
import io.weir.operator.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A hash join whose build side did not fit. The partitions of it that do fit make a table as ever; the others lie on disk, as do the
 * probe rows that need them, and are joined one after the other in the end. A partition that is still too large is cut again by
 * other bits; one that cannot be cut, because all its keys are the same, is joined block by block, the probe rows being read once a
 * block.
 */
final class SpilledJoin implements AutoCloseable {
    private static final int MAX_LEVEL = 5;

    private final JoinShape shape;
    private final OperatorContext context;
    private final Reservation reservation;
    private final Deque<Pair> waiting = new ArrayDeque<>();
    private final SpillPartitions build;
    private final SpillPartitions probe;
    private boolean[] onDisk = new boolean[0];
    private BuildFacts facts = new BuildFacts(false, false);
    private @Nullable Prober resident;
    private @Nullable Pass pass;

    SpilledJoin(JoinShape shape, OperatorContext context, Reservation reservation) {
        this.shape = shape;
        this.context = context;
        this.reservation = reservation;
        this.build = SpillPartitions.inMemory(shape.keptTypes(), shape.buildKeyColumns(), 0, context);
        this.probe = probePartitions(0);
    }

    private SpillPartitions buildPartitions(int level) {
        return SpillPartitions.onDisk(shape.keptTypes(), shape.buildKeyColumns(), level, context);
    }

    private SpillPartitions probePartitions(int level) {
        return SpillPartitions.onDisk(shape.inputs().probe().types(), shape.probeKeyColumns(), level, context);
    }

    /** Takes kept build rows. */
    void addBuild(Batch kept) {
        build.add(kept);
        while (!reservation.tryResize(build.wanted())) {
            if (!build.spillLargest()) {
                return;
            }
        }
        context.metrics().memory(reservation.bytes());
    }

    void buildEnded(BuildFacts all) {
        facts = all;
        var rows = build.inMemory();
        while (rows.tooMany() && build.spillLargest()) {
            rows = build.inMemory();
        }
        onDisk = build.onDisk();
        if (rows.rows() > 0) {
            resident = new Prober(shape, JoinTable.of(shape, rows.concat()), facts, context.batchRows());
        } else {
            Arrays.fill(onDisk, true);
        }
    }

    /** Joins what it can at once. */
    void addProbe(Batch batch, Output output) throws Exception {
        var some = shape.kind().keepsProbeRows() ? batch : shape.comparableProbe(batch);
        var rest = probe.add(some, onDisk);
        if (resident != null && !rest.isEmpty()) {
            resident.start(some.select(rest));
            resident.resume(output);
        }
    }

    /** Emits more of the last probe batch until the output is full. True: there is more. */
    boolean resumeProbe(Output output) throws Exception {
        return resident != null && resident.resume(output);
    }

    void probeEnded() {
        enqueue(build.end(), probe.end(), 1, Long.MAX_VALUE);
    }

    /** Queues what lies on disk; pairs without any row are left out. */
    private void enqueue(List<SpilledRows> builds, List<SpilledRows> probes, int level, long parentRows) {
        for (var i = 0; i < builds.size(); i++) {
            if (builds.get(i).rows() == 0 && probes.get(i).rows() == 0) {
                continue;
            }
            var splits = level < MAX_LEVEL && builds.get(i).rows() < parentRows;
            waiting.addFirst(new Pair(builds.get(i), probes.get(i), level, splits));
        }
    }

    /** Emits until the output is full. True: there is more. */
    boolean resume(Output output) throws Exception {
        if (resident != null) {
            if (resident.resumeAlone(output)) {
                return true;
            }
            resident = null;
            reservation.tryResize(0);
        }
        for (; ; ) {
            if (pass == null) {
                var pair = waiting.pollFirst();
                if (pair == null) {
                    return false;
                }
                if (pair.splits && !reservation.tryResize(pair.wanted())) {
                    split(pair);
                    continue;
                }
                pass = new Pass(pair);
            }
            if (pass.resume(output)) {
                return true;
            }
            pass.pair.close();
            pass = null;
            reservation.tryResize(0);
        }
    }

    private void split(Pair pair) {
        try (pair;
                var builds = buildPartitions(pair.level);
                var probes = probePartitions(pair.level)) {
            pair.build.read().forEachRemaining(builds::add);
            pair.probe.read().forEachRemaining(probes::add);
            enqueue(builds.end(), probes.end(), pair.level + 1, pair.build.rows());
        }
    }

    @Override
    public void close() {
        build.close();
        probe.close();
        waiting.forEach(Pair::close);
        waiting.clear();
        if (pass != null) {
            pass.pair.close();
            pass = null;
        }
    }

    private record Pair(SpilledRows build, SpilledRows probe, int level, boolean splits) implements AutoCloseable {
        long wanted() {
            return build.bytes() + JoinTable.overhead(build.rows());
        }

        @Override
        public void close() {
            build.close();
            probe.close();
        }
    }

    /** The join of one pair of partitions: as many tables as it takes, and for each all the probe rows. */
    private final class Pass {
        private final Pair pair;
        private final Iterator<Batch> buildBatches;
        private final List<byte[]> verdicts = new ArrayList<>();
        private @Nullable Prober prober;
        private Iterator<Batch> probeBatches = List.<Batch>of().iterator();
        private int probed;
        private boolean first = true;
        private boolean last;

        Pass(Pair pair) {
            this.pair = pair;
            this.buildBatches = pair.build.read();
        }

        boolean resume(Output output) throws Exception {
            for (; ; ) {
                if (prober == null) {
                    prober = new Prober(shape, nextTable(), facts, context.batchRows());
                    probeBatches = pair.probe.read();
                    probed = 0;
                }
                if (prober.resume(output) || output.isFull()) {
                    return true;
                }
                if (probeBatches.hasNext()) {
                    startProbe(prober, probeBatches.next());
                } else if (prober.resumeAlone(output)) {
                    return true;
                } else if (last) {
                    return false;
                } else {
                    prober = null;
                    first = false;
                }
            }
        }

        private void startProbe(Prober with, Batch batch) {
            if (first && last) {
                with.start(batch);
                return;
            }
            if (first) {
                verdicts.add(new byte[batch.rows()]);
            }
            with.start(batch, verdicts.get(probed++), last);
        }

        private JoinTable nextTable() {
            var rows = new GatheredRows(shape.keptTypes());
            while (buildBatches.hasNext()) {
                rows.add(buildBatches.next());
                if (rows.tooMany() || !reservation.tryResize(JoinTable.wanted(rows))) {
                    reservation.resize(JoinTable.wanted(rows));
                    break;
                }
            }
            last = !buildBatches.hasNext();
            return JoinTable.of(shape, rows.concat());
        }
    }
}
