package io.weir.cluster;

import java.util.concurrent.atomic.AtomicLong;

/** How far the scans of a job are. Counted by the JobManager and the tasks, read by whoever shows it. */
final class ScanProgress {
    final AtomicLong bytesDone = new AtomicLong();
    final AtomicLong bytesTotal = new AtomicLong();
    final AtomicLong splitsDone = new AtomicLong();
    final AtomicLong splitsTotal = new AtomicLong();
}
