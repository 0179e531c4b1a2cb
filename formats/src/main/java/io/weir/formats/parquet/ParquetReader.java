package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FilePart;
import io.weir.formats.parquet.RowGroupScan.NarrowedColumn;
import io.weir.operator.OperatorMetrics;
import io.weir.operator.RuntimeFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The cursor over rows of one row group. All that is read is asked for at once, on the IO executor. */
final class ParquetReader implements Source.Reader<FilePart> {
    /** After so many windows without a batch the task gets its turn. */
    private static final int WINDOWS_A_POLL = 64;

    private final FileInput file;
    private final FilePart part;
    private final OperatorMetrics metrics;
    private final CompletableFuture<GroupPlan.Prepared> preparing;
    private final List<NarrowedColumn> narrowed = new ArrayList<>();
    private GroupPlan.@Nullable Prepared prepared;
    private boolean done;

    /** Takes what a preparation needs to know; made by {@link #open}. */
    private ParquetReader(
            FileInput file, FilePart part, OperatorMetrics metrics, CompletableFuture<GroupPlan.Prepared> preparing) {
        this.file = file;
        this.part = part;
        this.metrics = metrics;
        this.preparing = preparing;
    }

    /** Prepares reading; runs on the IO executor. */
    interface Preparation {
        GroupPlan.Prepared prepare() throws IOException;
    }

    static ParquetReader open(FileInput file, FilePart part, ReaderContext context, Preparation preparation) {
        var preparing = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return preparation.prepare();
                    } catch (IOException e) {
                        throw new EngineException(
                                ErrorCode.FILE_ACCESS,
                                "cannot read parquet file: " + file.file().path(),
                                e);
                    }
                },
                context.io());
        return new ParquetReader(file, part, context.metrics(), preparing);
    }

    @Override
    public @Nullable Batch poll() {
        if (done || !preparing.isDone()) {
            return null;
        }
        if (prepared == null) {
            begin();
            if (done) {
                return null;
            }
        }
        var batch = prepared.scan().next(WINDOWS_A_POLL, narrowed);
        if (prepared.scan().done()) {
            end();
        }
        return batch;
    }

    private void begin() {
        try {
            prepared = preparing.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EngineException known) {
                throw known;
            }
            throw e;
        }
        var counts = prepared.counts();
        metrics.add("bytes read", counts.bytesRead());
        metrics.add("row groups", counts.rowGroups());
        metrics.add("row groups skipped", counts.rowGroupsSkipped());
        narrowed.forEach(this::skipIfApart);
        if (prepared.scan().done()) {
            end();
        }
    }

    private void end() {
        done = true;
        metrics.add("pages skipped", prepared.scan().pagesSkipped());
    }

    private void skipIfApart(NarrowedColumn column) {
        var bounds = prepared.bounds().get(column.column());
        if (!done && !bounds.mayMeet(column.filter())) {
            if (prepared.scan().isUntouched()) {
                metrics.add("row groups skipped", prepared.counts().rowGroups());
            }
            prepared.scan().abandon();
            end();
        }
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public CompletableFuture<?> ready() {
        return done ? CompletableFuture.completedFuture(null) : preparing;
    }

    @Override
    public FilePart snapshot() {
        var from = done
                ? part.to()
                : prepared == null ? part.from() : prepared.scan().unanswered();
        var left = part.to() - part.from() == 0 ? 0 : (double) (part.to() - from) / (part.to() - part.from());
        return part.from(from, (long) (part.bytes() * left));
    }

    @Override
    public void narrow(int column, RuntimeFilter filter) {
        var added = new NarrowedColumn(column, filter);
        narrowed.add(added);
        if (prepared != null) {
            skipIfApart(added);
        }
    }

    @Override
    public void close() {
        if (prepared != null) {
            prepared.close();
        }
        var unused = preparing.whenComplete((result, failure) -> file.close());
    }
}
