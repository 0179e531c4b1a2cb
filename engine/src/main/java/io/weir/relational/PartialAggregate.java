package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.Output;

/**
 * The half of an aggregation before an exchange: fewer rows go over it. Keeps a table of bounded size and empties it when it is full.
 * Where keys hardly repeat it passes rows on as they come, and where equal keys lie beside each other it takes each run of them for a
 * group: neither looks any key up. It tries the table again after a while.
 */
final class PartialAggregate implements Operator {
    static final int MAX_GROUPS = 1 << 20;
    private static final int POOL_PARTS = 16;
    private static final int ROWS_TO_JUDGE = 100_000;
    /** Where keys are thought to repeat hardly, so many rows are enough to believe it. */
    private static final int ROWS_TO_CONFIRM = 4000;

    private static final double GROUPS_PER_ROW_TO_PASS = 0.8;
    private static final int ROWS_TO_PASS = 1_000_000;
    /** A table of so many groups lies in the caches. */
    private static final int NEAR_GROUPS = 1 << 16;
    /** Where groups go on to come at this part of their first rate, or faster, old ones do not come again. */
    private static final double STEADY = 0.85;
    /** Runs are as good as a table if they are at most so many times its groups. */
    private static final double RUNS_PER_GROUP = 1.2;

    private static final int ROWS_TO_SEE_RUNS = 1000;
    private static final int ROWS_TO_PASS_IN_RUNS = 4_000_000;

    private final OperatorContext context;
    private final Aggregation aggregation;
    private final Reservation reservation;
    private AggregateTable table;
    private long rowsInTable;
    private long rowsToPass;
    /** Whether a run of rows that are passed on is a group, not each of them. */
    private boolean runsAreGroups;

    /** Passed on since it was last looked whether runs are worth it. */
    private long rowsInRuns;

    private long runs;

    /** Rows that made the first half of {@link #NEAR_GROUPS}; 0 before. */
    private long rowsOfHalf;

    /** What is left of the batch being processed. */
    private @Nullable Batch rest;

    private final int maxGroups;
    private final int rowsToJudge;
    private boolean emptying;
    private int next;

    /**
     * @param maxGroups at more the table is emptied
     * @param repeats whether there are thought to be clearly fewer keys than rows
     */
    PartialAggregate(OperatorContext context, Aggregation aggregation, int maxGroups, boolean repeats) {
        this.context = context;
        this.maxGroups = maxGroups;
        rowsToJudge = repeats ? ROWS_TO_JUDGE : ROWS_TO_CONFIRM;
        this.aggregation = aggregation;
        reservation = context.memory().open("partial aggregate");
        table = new AggregateTable(aggregation);
        reservation.resize(table.bytes());
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        rest = batch;
        resume(output);
    }

    @Override
    public void finish(int input, Output output) throws Exception {
        emptying = true;
        resume(output);
    }

    @Override
    public Pending resume(Output output) throws Exception {
        while (true) {
            if (emptying && !empty(output)) {
                return Pending.MORE;
            }
            if (rest == null) {
                return Pending.NONE;
            }
            if (output.isFull()) {
                return Pending.MORE;
            }
            if (rowsToPass > 0) {
                pass(rest, output);
                rest = null;
            } else {
                rest = absorb(rest);
            }
        }
    }

    /** Emits the table until it is empty or the output is full; answers whether it is empty. */
    private boolean empty(Output output) throws Exception {
        while (next < table.count()) {
            var to = (int) Math.min((long) next + context.batchRows(), table.count());
            output.emit(table.partials(next, to));
            next = to;
            if (output.isFull() && next < table.count()) {
                return false;
            }
        }
        context.metrics().memory(reservation.peak());
        emptying = false;
        next = 0;
        rowsInTable = 0;
        rowsOfHalf = 0;
        table = new AggregateTable(aggregation);
        reservation.resize(table.bytes());
        return true;
    }

    /** Adds what there is room for and answers the rest, null where there is none. */
    private @Nullable Batch absorb(Batch batch) {
        var rows = batch.rows();
        if (table.room() < rows && !grow(rows)) {
            if (table.room() == 0) {
                emptying = true;
                return batch;
            }
            rows = Math.min(rows, table.room());
        }
        var before = table.count();
        var added = batch.slice(0, rows);
        table.add(added);
        judge(added, before);
        return rows == batch.rows() ? null : batch.slice(rows, batch.rows() - rows);
    }

    private boolean grow(int rows) {
        var capacity = (int) Math.max(2L * table.capacity(), (long) table.count() + rows);
        var bytes = table.bytesToGrow(capacity);
        if (bytes > context.memory().total() / POOL_PARTS || !reservation.tryResize(bytes)) {
            return false;
        }
        table.grow(capacity);
        return true;
    }

    private void judge(Batch added, int before) {
        var first = rowsInTable == 0;
        rowsInTable += added.rows();
        if (reached(NEAR_GROUPS / 2, before)) {
            rowsOfHalf = rowsInTable;
        }
        var bytes = table.bytes();
        if (first) {
            reservation.resize(bytes);
        } else if (!reservation.tryResize(bytes)) {
            emptying = true;
        }
        if (reached(NEAR_GROUPS, before) && keysAreOver()) {
            emptying = true;
            runsAreGroups =
                    added.rows() >= ROWS_TO_SEE_RUNS && runsIn(added) <= RUNS_PER_GROUP * (table.count() - before);
            rowsToPass = runsAreGroups ? ROWS_TO_PASS_IN_RUNS : 0;
        }
        if (table.count() > maxGroups) {
            emptying = true;
        }
        if (rowsInTable >= rowsToJudge && table.count() > GROUPS_PER_ROW_TO_PASS * rowsInTable) {
            emptying = true;
            runsAreGroups = false;
            rowsToPass = ROWS_TO_PASS;
        }
    }

    /** Whether there are so many groups now, and were fewer before. */
    private boolean reached(int groups, int before) {
        return before < groups && table.count() >= groups;
    }

    /** Whether rows lie in the order of their keys, more or less: a small table makes as few of them as a large one then. */
    private boolean keysAreOver() {
        var fewer = table.count() < GROUPS_PER_ROW_TO_PASS * rowsInTable;
        return fewer && (rowsInTable - rowsOfHalf) * STEADY <= rowsOfHalf;
    }

    private int runsIn(Batch batch) {
        var groups = new RunsAsGroups();
        var keys = aggregation.keys().stream().mapToInt(Column::index).toArray();
        groups.assign(batch.project(keys), new int[batch.rows()]);
        return groups.count();
    }

    private void pass(Batch batch, Output output) throws Exception {
        rowsToPass -= batch.rows();
        var rows = new AggregateTable(aggregation, runsAreGroups ? new RunsAsGroups() : new EachRowAGroup());
        if (rows.capacity() < batch.rows()) {
            rows.grow(batch.rows());
        }
        rows.add(batch);
        if (runsAreGroups) {
            judgeRuns(batch.rows(), rows.count());
        }
        output.emit(rows.partials(0, rows.count()));
    }

    private void judgeRuns(int rows, int runsInThem) {
        rowsInRuns += rows;
        runs += runsInThem;
        if (rowsInRuns >= ROWS_TO_SEE_RUNS) {
            rowsToPass = runs > GROUPS_PER_ROW_TO_PASS * rowsInRuns ? 0 : rowsToPass;
            rowsInRuns = 0;
            runs = 0;
        }
    }

    @Override
    public void close() {
        reservation.close();
    }
}
