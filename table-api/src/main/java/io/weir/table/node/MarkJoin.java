package io.weir.table.node;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * IN as a value: each left row once, and behind its columns a mark. Among the right rows for which {@code among} is true the mark is
 * true if {@code found} is true for one, else null if it is null for one, else false.
 */
public final class MarkJoin extends BiRel {
    private final RexNode found;
    private final RexNode among;

    private MarkJoin(
            RelOptCluster cluster, RelTraitSet traits, RelNode left, RelNode right, RexNode found, RexNode among) {
        super(cluster, traits, left, right);
        this.found = found;
        this.among = among;
    }

    /**
     * Both conditions are over the columns of left and right.
     *
     * @param found true for the rows looked for
     * @param among says by the left row which right rows count
     */
    public static MarkJoin create(RelNode left, RelNode right, RexNode found, RexNode among) {
        return new MarkJoin(left.getCluster(), left.getTraitSet(), left, right, found, among);
    }

    public RexNode found() {
        return found;
    }

    public RexNode among() {
        return among;
    }

    /** The place of the mark in the answer. */
    public int mark() {
        return left.getRowType().getFieldCount();
    }

    @Override
    protected RelDataType deriveRowType() {
        var types = getCluster().getTypeFactory();
        var truth = types.createTypeWithNullability(types.createSqlType(SqlTypeName.BOOLEAN), true);
        return types.builder()
                .addAll(left.getRowType().getFieldList())
                .add("mark", truth)
                .uniquify()
                .build();
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new MarkJoin(getCluster(), traits, inputs.get(0), inputs.get(1), found, among);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("found", found).item("among", among);
    }
}
