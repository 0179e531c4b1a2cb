package io.weir.table.node;

import io.weir.table.catalog.ReadableTable;
import io.weir.type.Schema;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

/**
 * Reads some columns of a table, and of their rows those for which all filters are true. The filters' input references count in the
 * columns that the node answers, in the order in which to evaluate them.
 */
public final class ScanNode extends TableScan {
    private final ReadableTable source;
    private final List<Integer> columns;
    private final List<RexNode> filters;

    public ScanNode(
            RelOptCluster cluster,
            RelOptTable table,
            ReadableTable source,
            List<Integer> columns,
            List<RexNode> filters) {
        super(cluster, cluster.traitSetOf(Convention.NONE), List.of(), table);
        this.source = source;
        this.columns = List.copyOf(columns);
        this.filters = List.copyOf(filters);
    }

    public ReadableTable source() {
        return source;
    }

    /** Which columns of the table, by their place in its schema, in the order in which they are answered. */
    public List<Integer> columns() {
        return columns;
    }

    public List<RexNode> filters() {
        return filters;
    }

    /** Names and types of {@link #columns()} as the table has them. */
    public Schema schema() {
        return source.schema()
                .select(columns.stream().mapToInt(Integer::intValue).toArray());
    }

    public ScanNode withColumns(List<Integer> wanted, List<RexNode> rewritten) {
        return new ScanNode(getCluster(), table, source, wanted, rewritten);
    }

    public ScanNode withFilters(List<RexNode> wanted) {
        return new ScanNode(getCluster(), table, source, columns, wanted);
    }

    @Override
    public RelDataType deriveRowType() {
        var fields = table.getRowType().getFieldList();
        var builder = getCluster().getTypeFactory().builder();
        columns.forEach(column -> builder.add(fields.get(column)));
        return builder.build();
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        var names = getRowType().getFieldNames();
        return super.explainTerms(writer)
                .item("columns", names)
                .itemIf(
                        "filters",
                        filters.stream().map(Object::toString).collect(Collectors.joining(" and ")),
                        !filters.isEmpty());
    }
}
