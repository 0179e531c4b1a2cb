package io.weir.formats.file;

import io.weir.Nullable;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.type.Schema;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * A scan's request, parted into what the directories answer and what the files do. A format sees partition columns under a name that
 * no file has, so that places of columns stay as the filters count them.
 */
final class PartitionedScan {
    private final ScanRequest request;
    private final PartitionLayout partitions;
    /** For each column of the request its place among the partition columns, -1 if it is the files'. */
    private final int[] places;

    /** Over partition columns alone. */
    private final List<Expression> ofDirectories = new ArrayList<>();
    /** Over columns of the files alone, up to the first that also needs the directories. */
    private final List<Expression> ofFiles = new ArrayList<>();
    /** What is left, to be evaluated over all columns. */
    private final List<Expression> ofBoth = new ArrayList<>();

    PartitionedScan(ScanRequest request, PartitionLayout partitions) {
        this.request = request;
        this.partitions = partitions;
        places = request.columns().fields().stream()
                .mapToInt(field -> partitions.columns().indexOf(field.name()))
                .toArray();
        for (var filter : request.filters()) {
            var files = uses(filter, false);
            if (!files && uses(filter, true)) {
                ofDirectories.add(filter);
            } else if (ofBoth.isEmpty() && !uses(filter, true)) {
                ofFiles.add(filter);
            } else {
                ofBoth.add(filter);
            }
        }
    }

    private boolean uses(Expression expression, boolean partition) {
        if (expression instanceof Column column) {
            return places[column.index()] >= 0 == partition;
        }
        return expression.children().stream().anyMatch(child -> uses(child, partition));
    }

    /** What to ask of a file's format. */
    ScanRequest ofFormat() {
        var fields = new ArrayList<Schema.Field>();
        for (var i = 0; i < places.length; i++) {
            var field = request.columns().field(i);
            fields.add(places[i] < 0 ? field : new Schema.Field("\0" + field.name(), field.type()));
        }
        var domains = request.domains().stream()
                .filter(domain -> places[domain.column()] < 0)
                .toList();
        return new ScanRequest(new Schema(fields), ofFiles, domains, request.options());
    }

    /** Whether nothing but the number of rows is wanted of a file. */
    boolean countsOnly() {
        for (var place : places) {
            if (place < 0) {
                return false;
            }
        }
        return ofFiles.isEmpty() && ofBoth.isEmpty();
    }

    /** The filters to evaluate once a file's rows have their partition values. */
    List<Expression> rest() {
        return ofBoth;
    }

    /** The values of the partition columns of a file, by the places of the request; null for columns of the file. */
    @Nullable
    Vector[] constants(FileEntry file, int rows) {
        var values = partitions.values(file.path());
        var constants = new @Nullable Vector[places.length];
        for (var i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                constants[i] = Vectors.constant(request.columns().type(i), values.get(places[i]), rows);
            }
        }
        return constants;
    }

    /** False only if the directories of the file say that no row passes. */
    boolean mayPass(FileEntry file) {
        var values = partitions.values(file.path());
        for (var domain : request.domains()) {
            var place = places[domain.column()];
            if (place >= 0 && !passes(domain.domain(), values.get(place))) {
                return false;
            }
        }
        return ofDirectories.isEmpty() || passesFilters(file);
    }

    private static boolean passes(Domain domain, @Nullable Object value) {
        return value == null ? domain.nulls() : domain.contains(value);
    }

    private boolean passesFilters(FileEntry file) {
        var row = rowOf(file);
        for (var filter : ofDirectories) {
            if (filter.select(row, row.selection()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** One row with the file's partition values and nulls in all other columns. */
    private Batch rowOf(FileEntry file) {
        var columns = new Vector[places.length];
        var constants = constants(file, 1);
        for (var i = 0; i < columns.length; i++) {
            var constant = constants[i];
            columns[i] = constant == null ? Vectors.nulls(request.columns().type(i), 1) : constant;
        }
        return Batch.of(1, columns);
    }

    /** False only if the statistics of the file say that no row passes. */
    boolean mayPass(FileSummary summary) {
        for (var domain : request.domains()) {
            if (places[domain.column()] < 0 && !mayPass(summary, domain)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayPass(FileSummary summary, ColumnDomain wanted) {
        var field = request.columns().field(wanted.column());
        var column = summary.schema().indexOf(field.name());
        if (column < 0) {
            return wanted.domain().nulls();
        }
        // Bounds of another type would have to be converted first; a widened column goes unskipped.
        if (summary.columns().isEmpty() || !summary.schema().type(column).equals(field.type())) {
            return true;
        }
        var statistics = summary.columns().get(column);
        if (wanted.domain().nulls() && statistics.nulls() != 0) {
            return true;
        }
        if (summary.rows() >= 0 && statistics.nulls() == summary.rows()) {
            return false;
        }
        var low = statistics.low();
        var high = statistics.high();
        return low == null || high == null || wanted.domain().mayOverlapBounds(low, high);
    }
}
