package io.weir.hdfs.record;

import io.weir.cluster.JobStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Keeps records of jobs in files. Its configuration is what lies on the class path. */
public final class HadoopJobStore implements JobStore {
    static final String EPOCH = "epoch-";
    static final String LEADER = "leader-";
    static final String JOURNAL = "journal-";

    @Override
    public Term begin(String directory) throws IOException {
        var path = new Path(directory);
        return DirectoryTerm.begin(files(path), path);
    }

    @Override
    public Optional<InetSocketAddress> leader(String directory) throws IOException {
        var path = new Path(directory);
        var files = files(path);
        var leaders = names(files, path, LEADER);
        if (leaders.isEmpty()) {
            return Optional.empty();
        }
        try (var in = files.open(new Path(path, leaders.get(leaders.size() - 1)))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            var colon = text.lastIndexOf(':');
            return Optional.of(
                    new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
        }
    }

    /** Sums are not kept beside local files: what is flushed must be there, and records have sums of their own. */
    private static FileSystem files(Path path) throws IOException {
        var files = path.getFileSystem(new Configuration());
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    static String name(String kind, int number) {
        return kind + String.format(Locale.ROOT, "%08d", number);
    }

    /** In order; none if there is no directory. */
    static List<String> names(FileSystem files, Path directory, String kind) throws IOException {
        FileStatus[] found;
        try {
            found = files.listStatus(directory);
        } catch (FileNotFoundException none) {
            return List.of();
        }
        return Arrays.stream(found)
                .map(status -> status.getPath().getName())
                .filter(name -> name.startsWith(kind))
                .sorted()
                .toList();
    }
}
