package io.weir.exchange;

import io.weir.flow.Batch;
import java.util.List;

/**
 * Gathers rows by partition as long as memory for them is granted, then has them all written in the order of partitions: so a
 * file is written from front to back, and what of a partition lies together grows with memory and not with the number of partitions.
 */
final class GatheringPartitioner implements ExchangeWriter.Partitioner {
    /** What a piece of a batch holds beside the rows. */
    private static final int PIECE = 96;

    private final ExchangeWriter.Partitioner partitioner;
    private final OutputWriter output;
    private final HeldBytes held = new HeldBytes();

    GatheringPartitioner(ExchangeWriter.Partitioner partitioner, OutputWriter output) {
        this.partitioner = partitioner;
        this.output = output;
    }

    @Override
    public void spread(Batch batch, List<Lane> lanes) {
        var dense = HeldBytes.trim(batch.rows() * 2 < batch.physicalRows() ? batch.compact() : batch);
        var bytes = held.add(dense) + (long) PIECE * Math.min(dense.rows(), lanes.size());
        if (!output.tryHold(bytes)) {
            lanes.forEach(Lane::flush);
            output.letGo();
            held.clear();
            output.hold(bytes);
        }
        partitioner.spread(dense, lanes);
    }

    @Override
    public void onReady(Runnable wake) {
        partitioner.onReady(wake);
    }

    @Override
    public boolean end(List<Lane> lanes) {
        return partitioner.end(lanes);
    }
}
