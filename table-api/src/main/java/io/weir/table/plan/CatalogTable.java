package io.weir.table.plan;

import io.weir.table.catalog.ReadableTable;
import io.weir.table.node.ScanNode;
import io.weir.table.node.TypeMapping;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A table of the catalog in a query: a scan of all its columns at first. */
final class CatalogTable extends AbstractTable implements TranslatableTable {
    private final ReadableTable source;

    CatalogTable(ReadableTable source) {
        this.source = source;
    }

    ReadableTable source() {
        return source;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return TypeMapping.toRel(source.schema(), factory);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        var columns = IntStream.range(0, source.schema().size()).boxed().toList();
        return new ScanNode(context.getCluster(), table, source, columns, List.of());
    }
}
