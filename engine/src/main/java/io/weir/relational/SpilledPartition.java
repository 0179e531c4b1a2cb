package io.weir.relational;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.memory.SpillFile;
import io.weir.operator.OperatorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One partition on disk, in pages of about a batch, with what is known of each page in memory. First rows are added as long as they
 * belong to it, then it is read.
 */
final class SpilledPartition implements WindowRows, AutoCloseable {
    private static final int LEAST_PAGE_ROWS = 16;

    private final List<Integer> partition;
    private final List<Integer> order;
    private final OperatorContext context;
    private final int pageRows;
    private final SpillFile file;
    private final List<PageFacts> facts = new ArrayList<>();
    private final List<Batch> waiting = new ArrayList<>();
    private final RecentPages<WindowPage> pages = new RecentPages<>(this::read);
    private int waitingRows;
    private int rows;
    private int groups;
    private long largestPage;

    /** The last row added, and the last row written. */
    private @Nullable Batch last;

    private @Nullable Batch lastWritten;

    /**
     * @param position where in the file the page begins
     * @param startsGroup whether a group of peers begins with the page
     * @param groups how many groups begin before the page
     * @param firstGroup the first row in the page with which a group begins; NONE if there is none
     * @param lastGroup where the group of the last row begins
     */
    private record PageFacts(
            long position, int first, boolean startsGroup, int groups, int firstGroup, int lastGroup) {}

    SpilledPartition(List<Integer> partition, List<Integer> order, OperatorContext context) {
        this.partition = partition;
        this.order = order;
        this.context = context;
        this.pageRows = Math.max(LEAST_PAGE_ROWS, context.batchRows());
        this.file = context.spill().create();
    }

    /** How many rows at the start of a compact batch belong to this partition. */
    int belonging(Batch batch) {
        var before = last;
        if (before == null || batch.rows() == 0 || partition.isEmpty()) {
            return batch.rows();
        }
        var keys = partition.stream().mapToInt(Integer::intValue).toArray();
        var starts = RunStarts.of(
                Batch.concat(List.of(before.project(keys), batch.project(keys))),
                IntStream.range(0, keys.length).boxed().toList());
        var count = 0;
        while (count < batch.rows() && !starts[count + 1]) {
            count++;
        }
        return count;
    }

    /** Adds compact rows that belong to this partition. */
    void add(Batch batch) {
        if (batch.rows() == 0) {
            return;
        }
        last = row(batch, batch.rows() - 1);
        for (var from = 0; from < batch.rows(); ) {
            var count = Math.min(pageRows - waitingRows, batch.rows() - from);
            waiting.add(batch.slice(from, count));
            waitingRows += count;
            from += count;
            if (waitingRows == pageRows) {
                write();
            }
        }
    }

    private static Batch row(Batch batch, int row) {
        return batch.slice(row, 1).detach();
    }

    private void write() {
        var page = Batch.concat(waiting).detach();
        waiting.clear();
        waitingRows = 0;
        var before = lastWritten;
        var startsGroup = before == null || RunStarts.of(Batch.concat(List.of(before, row(page, 0))), order)[1];
        var starts = groupStarts(page, startsGroup);
        var begun = 0;
        var firstGroup = NONE;
        var lastGroup = facts.isEmpty() ? 0 : facts.get(facts.size() - 1).lastGroup();
        for (var i = 0; i < starts.length; i++) {
            if (starts[i]) {
                begun++;
                firstGroup = firstGroup == NONE ? rows + i : firstGroup;
                lastGroup = rows + i;
            }
        }
        facts.add(new PageFacts(file.cut(), rows, startsGroup, groups, firstGroup, lastGroup));
        file.write(page);
        lastWritten = row(page, page.rows() - 1);
        largestPage = Math.max(largestPage, page.bytes());
        groups += begun;
        if (rows > Integer.MAX_VALUE - page.rows()) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED, "a window function over a partition of more than two billion rows");
        }
        rows += page.rows();
    }

    private boolean[] groupStarts(Batch page, boolean first) {
        var starts = RunStarts.of(page, order);
        starts[0] = first;
        return starts;
    }

    /** No row follows. */
    void end() {
        if (waitingRows > 0) {
            write();
        }
        context.metrics().addSpilledBytes(file.end());
    }

    /** Bytes of heap that reading takes, roughly: the pages at hand, and what functions make of them. */
    long readingBytes() {
        return 2 * RecentPages.CAPACITY * largestPage;
    }

    private WindowPage read(int number) {
        var fact = facts.get(number);
        var batch = file.read(fact.position()).next();
        var starts = groupStarts(batch, fact.startsGroup());
        var partitions = new boolean[batch.rows()];
        partitions[0] = number == 0;
        var peerStart = number == 0 ? 0 : facts.get(number - 1).lastGroup();
        var peerEnd = number + 1 < facts.size() ? nextGroup(number + 1) : rows;
        return new WindowPage(
                number,
                fact.first(),
                batch,
                partitions,
                starts,
                new WindowPage.Edges(0, rows, peerStart, peerEnd, fact.groups()));
    }

    private int nextGroup(int number) {
        for (var page = number; page < facts.size(); page++) {
            if (facts.get(page).firstGroup() != NONE) {
                return facts.get(page).firstGroup();
            }
        }
        return rows;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int pages() {
        return facts.size();
    }

    @Override
    public int pageOf(int row) {
        return row == rows ? facts.size() : row / pageRows;
    }

    @Override
    public WindowPage page(int number) {
        return pages.get(number);
    }

    @Override
    public int pageOfGroup(int group) {
        var low = 0;
        var high = facts.size() - 1;
        while (low < high) {
            var middle = (low + high + 1) >>> 1;
            if (facts.get(middle).groups() <= group) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        // the last of those with as many groups before them: in the others no group begins
        return low;
    }

    @Override
    public int groups() {
        return groups;
    }

    @Override
    public void close() {
        file.close();
    }
}
