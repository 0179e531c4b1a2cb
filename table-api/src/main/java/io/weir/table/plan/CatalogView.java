package io.weir.table.plan;

import io.weir.table.catalog.ViewEntry;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A view in a query: its own query takes its place. */
final class CatalogView extends AbstractTable implements TranslatableTable {
    private final ViewEntry view;
    private final Function<ViewEntry, RelDataType> types;

    CatalogView(ViewEntry view, Function<ViewEntry, RelDataType> types) {
        this.view = view;
        this.types = types;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return types.apply(view);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return context.expandView(table.getRowType(), view.sql(), List.of(view.schema()), table.getQualifiedName()).rel;
    }
}
