package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.connector.Sink;
import io.weir.connector.Source;
import io.weir.expression.Expression;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files at a location as one table, as they were when it was opened. Used by one thread; the sources it makes are free. */
public final class FileTable {
    /** Up to so many files are all looked at before a table has a schema; of more, just some. */
    private static final int EAGER_FILES = 64;

    private static final int SAMPLED_FILES = 16;

    private final TableFiles table;
    private final Format format;
    private final FormatOptions options;
    private final List<FileEntry> files;
    private final PartitionLayout partitions;
    private final Schema schema;
    /** Null where files may have different columns. */
    private final @Nullable SameColumns same;

    private @Nullable TableStatistics statistics;

    private FileTable(TableFiles table, Format format, FormatOptions options, List<FileEntry> files) {
        this.table = table;
        this.format = format;
        this.files = files;
        this.partitions = PartitionLayout.of(table.root(), files, options.declared());
        this.options = ofFormat(options);
        var merged = options.flag(FormatOptions.MERGE_SCHEMA);
        var looked = options.declared() == null ? summaries(merged ? files : sampled()) : List.<FileSummary>of();
        this.same = merged || format.rowsMayLackColumns() ? null : SameColumns.of(looked, partitions.columns());
        this.schema = schema(looked);
        check(looked);
    }

    /**
     * Looks at the files now; those written later are not part of this table.
     *
     * @param location a file, a directory or a pattern; relative to the working directory, or a URI of any file system
     * @param format null: told by the names of the files
     * @param options the format's, and the declared schema; a location without files is a table only with both schema and format
     */
    public static FileTable open(String location, @Nullable String format, FormatOptions options) {
        var table = TableFiles.at(location);
        var files = table.list();
        if (files.isEmpty() && (format == null || options.declared() == null)) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no files at " + table.location());
        }
        var chosen = format == null ? Formats.guess(files, table.location()) : Formats.named(format);
        return new FileTable(table, chosen, options, files);
    }

    private FormatOptions ofFormat(FormatOptions given) {
        var declared = given.declared();
        var values = given.ofFormat();
        return declared == null ? values : new FormatOptions(values.values(), dataColumns(declared));
    }

    private Schema dataColumns(Schema all) {
        return new Schema(all.fields().stream()
                .filter(field -> partitions.columns().indexOf(field.name()) < 0)
                .toList());
    }

    private List<FileSummary> summaries(List<FileEntry> wanted) {
        return FileSummaries.shared().all(format, table, wanted, options);
    }

    private void check(List<FileSummary> summaries) {
        if (same != null) {
            same.check(summaries);
        }
    }

    private Schema schema(List<FileSummary> looked) {
        var declared = options.declared();
        var data = declared == null ? dataColumns(SchemaMerge.of(format, looked)) : declared;
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
            var summaries = summaries(files);
            check(summaries);
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
        var request = new ScanRequest(columns, filters, domains, options);
        return new FileSource(format.name(), partitions, files, same, request);
    }

    /**
     * Rows to be added to this table, or to take the place of what it holds. One sink is for one run of one statement.
     *
     * @param input the columns of the rows: columns of the table by name; those left out are null in the new rows
     * @param values of partition columns that all rows share and that are not in {@code input}, as text; null for a null
     * @param partitions the table's partition columns, for a table without files yet; otherwise those that it has
     * @param writing the options of the format for the new files
     */
    public Sink insert(
            InsertMode mode,
            Schema input,
            Map<String, @Nullable String> values,
            List<String> partitions,
            FormatOptions writing) {
        checkDirectory(table, files);
        var known = files.isEmpty() ? partitions : partitionColumns();
        SinkPlan.check(schema, input, known);
        values.forEach(this::checkPartition);
        return sink(table.root(), format, mode, new Insertion(input, values, known, writing));
    }

    /** The type of a partition column is told by all its values: another kind of value would change it. */
    private void checkPartition(String column, @Nullable String value) {
        var at = schema.indexOf(column);
        if (at >= 0 && value != null && !PartitionValues.canParse(schema.type(at), value)) {
            throw new EngineException(
                    ErrorCode.TYPE_MISMATCH,
                    "the partition column " + column + " is " + schema.type(at).sql() + ", not '" + value + "'");
        }
    }

    /** As {@link #create(InsertMode, String, String, Schema, List, FormatOptions)} where no files are. */
    public static Sink create(
            String location, String format, Schema input, List<String> partitions, FormatOptions options) {
        return create(InsertMode.CREATE, location, format, input, partitions, options);
    }

    /**
     * Rows that become a new table.
     *
     * @param mode CREATE: fails, now or when it commits, if there are files at the location; REPLACE: the table that is there, whatever
     *     it is made of, lasts until the commit
     * @param partitions columns of {@code input} that become directories, outermost first
     */
    public static Sink create(
            InsertMode mode,
            String location,
            String format,
            Schema input,
            List<String> partitions,
            FormatOptions options) {
        var table = TableFiles.at(location);
        var files = table.list();
        if (mode == InsertMode.CREATE && !files.isEmpty()) {
            throw new EngineException(
                    ErrorCode.ALREADY_EXISTS,
                    "cannot create a table where there are files: "
                            + files.get(0).path());
        }
        checkDirectory(table, files);
        var insertion = new Insertion(input, Map.of(), partitions, options);
        return sink(table.root(), Formats.named(format), mode, insertion);
    }

    private static void checkDirectory(TableFiles table, List<FileEntry> files) {
        if (table.isPattern()) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED, "cannot write to a pattern of files: " + table.location());
        }
        if (files.size() == 1 && files.get(0).path().equals(table.location())) {
            throw new EngineException(
                    ErrorCode.NOT_SUPPORTED, "cannot write to a single file, only to a directory: " + table.location());
        }
    }

    private record Insertion(
            Schema input, Map<String, @Nullable String> values, List<String> partitions, FormatOptions options) {}

    private static Sink sink(String root, Format format, InsertMode mode, Insertion insertion) {
        var fixed = SinkPlan.fixed(insertion.partitions(), insertion.values());
        var columns = SinkPlan.columns(insertion.input(), insertion.partitions(), insertion.values());
        var target = new SinkTarget(root, SinkPlan.newJob(), fixed, mode, format.name(), insertion.options());
        return new FileSink(target, columns);
    }
}
