package io.weir.table.node;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

/**
 * Repeats each input row for every element of its collections. Answers the input's columns, then for each collection the element, or
 * the fields of the element if it is a row, or key and value of a map's entry; then, with ordinality, the place from 1. Several
 * collections go side by side, the shorter filled up with nulls.
 */
public final class UnnestNode extends SingleRel {
    private final List<RexNode> collections;
    private final Kind kind;
    private final RelDataType elements;

    /** Which rows and columns there are beyond the elements. */
    public record Kind(boolean ordinality, boolean keepsEmpty) {}

    private UnnestNode(
            RelOptCluster cluster, RelNode input, List<RexNode> collections, Kind kind, RelDataType elements) {
        super(cluster, input.getTraitSet(), input);
        this.collections = List.copyOf(collections);
        this.kind = kind;
        this.elements = elements;
    }

    /** @param elements the columns that are added */
    public static UnnestNode create(RelNode input, List<RexNode> collections, Kind kind, RelDataType elements) {
        return new UnnestNode(input.getCluster(), input, collections, kind, elements);
    }

    /** Arrays and maps, over the input's columns. */
    public List<RexNode> collections() {
        return collections;
    }

    /** Whether the last column is the element's place, an int. */
    public boolean ordinality() {
        return kind.ordinality();
    }

    /** Whether a row without elements stays, with nulls for the element. */
    public boolean keepsEmpty() {
        return kind.keepsEmpty();
    }

    /** The columns added to the input's, the place included. */
    public RelDataType elements() {
        return elements;
    }

    public UnnestNode with(RelNode input, List<RexNode> moved) {
        return create(input, moved, kind, elements);
    }

    @Override
    protected RelDataType deriveRowType() {
        var builder = getCluster().getTypeFactory().builder();
        builder.addAll(getInput().getRowType().getFieldList());
        for (var field : elements.getFieldList()) {
            var type = getCluster().getTypeFactory().createTypeWithNullability(field.getType(), true);
            builder.add(field.getName(), kind.keepsEmpty() ? type : field.getType());
        }
        return builder.uniquify().build();
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return with(inputs.get(0), collections);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("collections", collections)
                .itemIf("ordinality", true, kind.ordinality())
                .itemIf("keepsEmpty", true, kind.keepsEmpty());
    }
}
