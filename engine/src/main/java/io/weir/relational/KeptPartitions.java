package io.weir.relational;

import io.weir.flow.Batch;
import java.util.List;

/** Whole partitions in memory, as one page. */
final class KeptPartitions implements WindowRows {
    private final WindowPage page;

    private KeptPartitions(WindowPage page) {
        this.page = page;
    }

    /** The batch is compact and has a row; partitions are those of its rows equal in the first columns, peers equal in the others too. */
    static KeptPartitions of(Batch batch, List<Integer> partition, List<Integer> order) {
        var partitions = RunStarts.of(batch, partition);
        var peers = RunStarts.of(batch, order);
        for (var i = 0; i < peers.length; i++) {
            peers[i] |= partitions[i];
        }
        var rows = batch.rows();
        return new KeptPartitions(
                new WindowPage(0, 0, batch, partitions, peers, new WindowPage.Edges(0, rows, 0, rows, 0)));
    }

    @Override
    public int rows() {
        return page.rows();
    }

    @Override
    public int pages() {
        return 1;
    }

    @Override
    public int pageOf(int row) {
        return row < page.rows() ? 0 : 1;
    }

    @Override
    public WindowPage page(int number) {
        return page;
    }

    @Override
    public int pageOfGroup(int group) {
        return 0;
    }

    @Override
    public int groups() {
        return page.groupCount();
    }
}
