package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.connector.Source;
import io.weir.expression.Expression;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** The files at a location as one table, as they were when it was opened. Used by one thread; the sources it makes are free. */
public final class FileTable {
    /** Up to so many files are all looked at before a table has a schema; of more, just some. */
    private static final int EAGER_FILES = 64;

    private static final int SAMPLED_FILES = 16;

    private final TableFiles table;
    private final Format format;
    private final FormatOptions options;
    private final Executor io;
    private final List<FileEntry> files;
    private final PartitionLayout partitions;
    private final Schema schema;
    private @Nullable TableStatistics statistics;

    private FileTable(TableFiles table, Format format, FormatOptions options, Executor io, List<FileEntry> files) {
        this.table = table;
        this.format = format;
        this.io = io;
        this.files = files;
        this.partitions = PartitionLayout.of(table.root(), files, options.declared());
        this.options = withoutPartitions(options);
        this.schema = readSchema();
    }

    /**
     * Looks at the files now; those written later are not part of this table.
     *
     * @param location a file, a directory or a pattern; relative to the working directory, or a URI of any file system
     * @param format null: told by the names of the files
     * @param options the format's, and the declared schema; a location without files is a table only with both schema and format
     */
    public static FileTable open(String location, @Nullable String format, FormatOptions options) {
        return open(location, format, options, ForkJoinPool.commonPool());
    }

    /** As {@link #open(String, String, FormatOptions)}; files are looked at on {@code io}. */
    public static FileTable open(String location, @Nullable String format, FormatOptions options, Executor io) {
        var table = TableFiles.at(location);
        var files = table.list();
        if (files.isEmpty() && (format == null || options.declared() == null)) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no files at " + table.location());
        }
        var chosen = format == null ? Formats.guess(files, table.location()) : Formats.named(format);
        return new FileTable(table, chosen, options, io, files);
    }

    private FormatOptions withoutPartitions(FormatOptions given) {
        var declared = given.declared();
        return declared == null ? given : new FormatOptions(given.values(), dataColumns(declared));
    }

    private Schema dataColumns(Schema all) {
        return new Schema(all.fields().stream()
                .filter(field -> partitions.columns().indexOf(field.name()) < 0)
                .toList());
    }

    private Schema readSchema() {
        var data = options.declared();
        if (data == null) {
            data = dataColumns(
                    SchemaMerge.of(format, FileSummaries.shared().all(format, table, sampled(), options, io)));
        }
        var fields = new ArrayList<>(data.fields());
        fields.addAll(partitions.columns().fields());
        return new Schema(fields);
    }

    private List<FileEntry> sampled() {
        if (files.size() <= EAGER_FILES) {
            return files;
        }
        var sampled = new ArrayList<FileEntry>();
        for (var i = 0; i < SAMPLED_FILES; i++) {
            sampled.add(files.get((int) ((long) i * (files.size() - 1) / (SAMPLED_FILES - 1))));
        }
        return sampled;
    }

    /** The columns of the files, then those of the directories. */
    public Schema schema() {
        return schema;
    }

    public String format() {
        return format.name();
    }

    /** Absolute. */
    public String location() {
        return table.location();
    }

    /** In the order of the directories. */
    public List<String> partitionColumns() {
        return partitions.columns().fields().stream().map(Schema.Field::name).toList();
    }

    public List<FileEntry> files() {
        return files;
    }

    /** From what the files say of themselves, the names of directories and sizes; the first call looks at all files. */
    public TableStatistics statistics() {
        if (statistics == null) {
            var summaries = FileSummaries.shared().all(format, table, files, options, io);
            statistics = StatisticsMerge.of(format, schema, partitions, summaries);
        }
        return statistics;
    }

    /**
     * The rows as a source.
     *
     * @param columns columns of {@link #schema()} by name, in the order to answer them; without columns, batches are counts of rows
     * @param filters over {@code columns}; the source answers just the rows for which all are true
     * @param domains what the filters imply for single columns, by their place in {@code columns}
     */
    public Source<FilePart> scan(Schema columns, List<Expression> filters, List<ColumnDomain> domains) {
        for (var field : columns.fields()) {
            if (schema.indexOf(field.name()) < 0) {
                throw new EngineException(
                        ErrorCode.INVALID_ARGUMENT, "no column " + field.name() + " in " + table.location());
            }
        }
        return new FileSource(format.name(), partitions, files, new ScanRequest(columns, filters, domains, options));
    }
}
