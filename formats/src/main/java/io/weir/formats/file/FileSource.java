package io.weir.formats.file;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.type.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a table's files. Files that partitions or statistics rule out are not opened. */
record FileSource(
        String format,
        PartitionLayout partitions,
        List<FileEntry> files,
        @Nullable SameColumns same,
        ScanRequest request)
        implements Source<FilePart> {
    private static final long MIN_PART = 4L << 20;
    private static final long MAX_PART = 64L << 20;
    /** So many parts of equal size keep all cores of a machine busy to the end. */
    private static final long PARTS = 64;

    FileSource {
        files = List.copyOf(files);
    }

    @Override
    public Schema schema() {
        return request.columns();
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public String name() {
        return format + " " + partitions.root();
    }

    @Override
    public Enumerator<FilePart> enumerate(byte @Nullable [] restored) throws IOException {
        if (restored != null) {
            return Parts.restore(restored);
        }
        var scan = new PartitionedScan(request, partitions);
        var wanted = files.stream().filter(scan::mayPass).toList();
        var reader = Formats.named(format);
        var table = TableFiles.below(partitions.root());
        var summaries = FileSummaries.shared().all(reader, table, wanted, request.options());
        if (same != null) {
            same.check(summaries);
        }
        var chosen = summaries.stream().filter(scan::mayPass).toList();
        var bytes =
                chosen.stream().mapToLong(summary -> summary.file().length()).sum();
        var target = Math.min(MAX_PART, Math.max(MIN_PART, bytes / PARTS));
        var ofFormat = scan.ofFormat();
        var parts = Parallel.map(chosen, summary -> split(reader, summary, ofFormat, target)).stream()
                .flatMap(List::stream)
                .toList();
        var counts = Map.of(
                "files",
                (long) files.size(),
                "files skipped",
                (long) files.size() - chosen.size(),
                "bytes",
                files.stream().mapToLong(FileEntry::length).sum());
        return new Parts(parts, parts.stream().mapToLong(FilePart::bytes).sum(), counts);
    }

    private List<FilePart> split(Format reader, FileSummary summary, ScanRequest ofFormat, long target) {
        try {
            return reader.split(summary, ofFormat, target, TableFiles.below(partitions.root())::open);
        } catch (IOException e) {
            throw FileFailure.of("read", summary.file().path(), e);
        }
    }

    @Override
    public Reader<FilePart> open(FilePart part, ReaderContext context) throws IOException {
        var scan = new PartitionedScan(request, partitions);
        if (scan.countsOnly() && part.group() >= 0) {
            return new PartReader(
                    scan, part, new RowCounts(part, request.columns().types(), context.batchRows()));
        }
        var input = TableFiles.below(partitions.root()).open(part.file());
        return new PartReader(scan, part, Formats.named(format).open(input, part, scan.ofFormat(), context));
    }

    /** Hands out the biggest parts first, so that the last ones to end are small. */
    private static final class Parts implements Enumerator<FilePart> {
        /** How many of the parts that are next in turn may be looked through for one that is near. */
        private static final int CHOICE = 64;

        private final List<FilePart> left;
        private final int totalSplits;
        private final Map<String, Integer> hosts = new HashMap<>();
        private final long totalBytes;
        private final Map<String, Long> counts;

        Parts(List<FilePart> parts, long totalBytes, Map<String, Long> counts) {
            this.left = new ArrayList<>(parts);
            this.totalSplits = parts.size();
            parts.forEach(part -> part.hosts().forEach(host -> hosts.merge(host, 1, Integer::sum)));
            this.totalBytes = totalBytes;
            this.counts = counts;
            sort();
        }

        @Override
        public Map<String, Long> counts() {
            return counts;
        }

        private void sort() {
            left.sort(Comparator.comparingLong(FilePart::bytes));
        }

        @Override
        public List<FilePart> next(int wanted, String host) {
            var chosen = new ArrayList<FilePart>();
            while (chosen.size() < wanted && !left.isEmpty()) {
                chosen.add(left.remove(nearest(host)));
            }
            return chosen;
        }

        private int nearest(String host) {
            var last = left.size() - 1;
            for (var i = last; i > last - CHOICE && i >= 0; i--) {
                if (left.get(i).hosts().contains(host)) {
                    return i;
                }
            }
            return last;
        }

        @Override
        public void giveBack(List<FilePart> splits) {
            left.addAll(splits);
            sort();
        }

        @Override
        public long totalBytes() {
            return totalBytes;
        }

        @Override
        public int totalSplits() {
            return totalSplits;
        }

        @Override
        public Map<String, Integer> hosts() {
            return hosts;
        }

        @Override
        public byte[] snapshot() {
            var bytes = new ByteArrayOutputStream();
            try (var out = new ObjectOutputStream(bytes)) {
                out.writeLong(totalBytes);
                out.writeObject(left.toArray(FilePart[]::new));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        static Parts restore(byte[] snapshot) throws IOException {
            try (var in = new ObjectInputStream(new ByteArrayInputStream(snapshot))) {
                var totalBytes = in.readLong();
                return new Parts(List.of((FilePart[]) in.readObject()), totalBytes, Map.of());
            } catch (ClassNotFoundException e) {
                throw new IOException("not a snapshot of a scan", e);
            }
        }
    }
}
