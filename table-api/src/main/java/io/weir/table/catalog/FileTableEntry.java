package io.weir.table.catalog;

import io.weir.Nullable;
import io.weir.connector.Source;
import io.weir.expression.Expression;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.formats.file.TableStatistics;
import io.weir.type.Schema;
import java.util.List;

/** The files at a location, looked at when a query first needs to know what is in them. */
public final class FileTableEntry implements ReadableTable {
    private final FileTables files;
    private final String location;
    private final @Nullable String format;
    private final FormatOptions options;
    private final List<String> partitionedBy;
    private @Nullable ReadableTable opened;

    /**
     * @param format null: told by the files' names
     * @param options with the declared schema, if there is one
     */
    public FileTableEntry(FileTables files, String location, @Nullable String format, FormatOptions options) {
        this(files, location, format, options, List.of());
    }

    /** @param partitionedBy columns that the directories of the first files written will be named by */
    public FileTableEntry(
            FileTables files,
            String location,
            @Nullable String format,
            FormatOptions options,
            List<String> partitionedBy) {
        this.files = files;
        this.location = location;
        this.format = format;
        this.options = options;
        this.partitionedBy = List.copyOf(partitionedBy);
    }

    public String location() {
        return location;
    }

    public @Nullable String format() {
        return format;
    }

    public FormatOptions options() {
        return options;
    }

    /** As declared; empty if nothing was. */
    public List<String> partitionedBy() {
        return partitionedBy;
    }

    /** The table as the files are now: a query that follows sees files written since. */
    public FileTableEntry reopened() {
        return new FileTableEntry(files, location, format, options, partitionedBy);
    }

    @Override
    public Schema schema() {
        return open().schema();
    }

    @Override
    public TableStatistics statistics() {
        return open().statistics();
    }

    @Override
    public Source<?> scan(Schema columns, List<Expression> filters, List<ColumnDomain> domains) {
        return open().scan(columns, filters, domains);
    }

    @Override
    public String description() {
        return location;
    }

    private ReadableTable open() {
        if (opened == null) {
            opened = files.open(location, format, options);
        }
        return opened;
    }
}
