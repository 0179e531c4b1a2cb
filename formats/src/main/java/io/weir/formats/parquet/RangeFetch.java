package io.weir.formats.parquet;

import io.weir.formats.file.FileInput;
import io.weir.formats.parquet.ColumnChunk.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads ranges of a file with few calls: what lies near each other is read at once. */
final class RangeFetch {
    private static final long MAX_GAP = 128 << 10;
    private static final long MAX_READ = 64L << 20;

    private RangeFetch() {}

    static FetchedBytes fetch(FileInput file, List<Extent> wanted) throws IOException {
        var pieces = new ArrayList<FetchedBytes.Piece>();
        for (var extent : merge(wanted)) {
            var bytes = PageBuffers.shared().take((int) extent.bytes() + Slice.SLACK);
            file.read(extent.start(), bytes, 0, (int) extent.bytes());
            pieces.add(new FetchedBytes.Piece(extent.start(), bytes, (int) extent.bytes()));
        }
        return new FetchedBytes(pieces);
    }

    /** Ascending ranges that cover those wanted, none larger than a buffer should be. */
    static List<Extent> merge(List<Extent> wanted) {
        var sorted = wanted.stream()
                .filter(extent -> extent.bytes() > 0)
                .sorted(Comparator.comparingLong(Extent::start))
                .toList();
        var merged = new ArrayList<Extent>();
        for (var extent : sorted) {
            var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null) {
                cut(extent, merged);
            } else if (extent.end() > last.end()) {
                var joined = new Extent(last.start(), extent.end() - last.start());
                if (extent.start() <= last.end() + MAX_GAP && joined.bytes() <= MAX_READ) {
                    merged.set(merged.size() - 1, joined);
                } else {
                    var start = Math.max(extent.start(), last.end());
                    cut(new Extent(start, extent.end() - start), merged);
                }
            }
        }
        return merged;
    }

    private static void cut(Extent extent, List<Extent> target) {
        for (var start = extent.start(); start < extent.end(); start += MAX_READ) {
            target.add(new Extent(start, Math.min(MAX_READ, extent.end() - start)));
        }
    }
}
