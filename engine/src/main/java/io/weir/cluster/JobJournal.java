package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of jobs on their way to the store: kept in order, written together while others come, and once more as a whole when most
 * of what is written is of jobs that nobody asks for any more. Any thread.
 */
final class JobJournal {
    private static final Logger LOG = LoggerFactory.getLogger(JobJournal.class);

    /** Attempts of tasks say which JobManager began them. */
    static final int EPOCH_BITS = 16;

    private static final long LEAST_REWRITTEN = 32L << 20;

    private final JobStore.Term term;
    private final Executor io;
    private final boolean keeps;

    /** One writes at a time. */
    private final Object order = new Object();

    /** These two are guarded by the order. */
    private boolean broken = true;

    private long written;

    /** By job, those that somebody may still ask for. Guarded by this, as the next three are. */
    private final Map<String, List<byte[]>> live = new LinkedHashMap<>();

    private List<byte[]> pending = new ArrayList<>();
    private boolean asked;
    private boolean over;

    private JobJournal(JobStore.Term term, Executor io, boolean keeps) {
        this.term = term;
        this.io = io;
        this.keeps = keeps;
    }

    /** Of a JobManager that nobody follows. */
    static JobJournal none() {
        return new JobJournal(new Forgetful(), Runnable::run, false);
    }

    static JobJournal of(JobStore.Term term, Executor io) {
        return new JobJournal(term, io, true);
    }

    boolean keeps() {
        return keeps;
    }

    int epoch() {
        return term.epoch();
    }

    /** Says where this JobManager listens. Blocks. */
    void lead(InetSocketAddress at) {
        try {
            term.lead(at);
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot say where the JobManager listens: " + e, e);
        }
    }

    /** The number of the first runs of tasks that this JobManager begins. */
    int firstAttempt() {
        return term.epoch() << EPOCH_BITS;
    }

    /** What former JobManagers left, in order; it is this one's from now on. */
    List<JournalRecord> former() {
        var records = term.records().stream().map(RecordCodec::record).toList();
        records.forEach(this::keep);
        return records;
    }

    /** Is written soon. */
    void add(JournalRecord record) {
        if (!keeps) {
            return;
        }
        synchronized (this) {
            pending.add(keep(record));
            if (asked) {
                return;
            }
            asked = true;
        }
        io.execute(this::write);
    }

    /** Is written, if the store can be written at all; what follows is done after that. */
    void add(JournalRecord record, Runnable after) {
        add(record);
        io.execute(() -> {
            try {
                confirm();
            } catch (EngineException unknown) {
                LOG.warn("a JobManager that follows may not know of the end of {}", record.job(), unknown);
            }
            after.run();
        });
    }

    private synchronized byte[] keep(JournalRecord record) {
        var bytes = RecordCodec.encode(record);
        if (record instanceof JournalRecord.Forgotten) {
            live.remove(record.job());
            return bytes;
        } else if (record instanceof JournalRecord.Ended) {
            live.remove(record.job());
        }
        live.computeIfAbsent(record.job(), absent -> new ArrayList<>()).add(bytes);
        return bytes;
    }

    /**
     * Answers once all is written that was added, if the store can be written at all. Fails if another JobManager has taken over, and
     * then nothing may be changed any more that is the jobs'. Blocks.
     */
    void confirm() {
        if (!keeps) {
            return;
        }
        write();
        try {
            if (isOver() || term.isOver()) {
                supersede();
                throw new EngineException(ErrorCode.CANCELLED, "another JobManager has taken over");
            }
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.FILE_ACCESS, "cannot tell whether another JobManager has taken over: " + e, e);
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    private synchronized void supersede() {
        over = true;
    }

    private void write() {
        synchronized (order) {
            List<byte[]> next;
            List<byte[]> all;
            synchronized (this) {
                asked = false;
                next = pending;
                pending = new ArrayList<>();
                all = live.values().stream().flatMap(List::stream).toList();
            }
            try {
                write(next, all);
            } catch (IOException e) {
                broken = true;
                LOG.warn("records of jobs are not kept until the store can be written again", e);
            }
        }
    }

    private void write(List<byte[]> next, List<byte[]> all) throws IOException {
        if (isOver() || next.isEmpty() && !broken) {
            return;
        }
        written += bytes(next);
        if (broken || written > Math.max(LEAST_REWRITTEN, 2 * bytes(all))) {
            term.rewrite(all);
            broken = false;
            written = bytes(all);
        } else {
            term.append(next);
        }
    }

    private static long bytes(List<byte[]> records) {
        return records.stream().mapToLong(record -> record.length).sum();
    }

    void close() {
        term.close();
    }

    /** Keeps nothing. */
    private static final class Forgetful implements JobStore.Term {
        @Override
        public int epoch() {
            return 0;
        }

        @Override
        public List<byte[]> records() {
            return List.of();
        }

        @Override
        public void lead(InetSocketAddress at) {}

        @Override
        public void append(List<byte[]> records) {}

        @Override
        public void rewrite(List<byte[]> records) {}

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public void close() {}
    }
}
