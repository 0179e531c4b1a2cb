package io.weir.table.node;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/**
 * NOT IN: the left rows whose key is certainly none of the right keys. With no right row, all left rows; with a right key that is
 * null, none; else the left rows whose key is neither null nor among the right keys. Answers the left columns.
 */
public final class NullAwareAntiJoin extends BiRel {
    private final int leftKey;
    private final int rightKey;

    private NullAwareAntiJoin(
            RelOptCluster cluster, RelTraitSet traits, RelNode left, RelNode right, int leftKey, int rightKey) {
        super(cluster, traits, left, right);
        this.leftKey = leftKey;
        this.rightKey = rightKey;
    }

    public static NullAwareAntiJoin create(RelNode left, RelNode right, int leftKey, int rightKey) {
        return new NullAwareAntiJoin(left.getCluster(), left.getTraitSet(), left, right, leftKey, rightKey);
    }

    /** A column of the left input. */
    public int leftKey() {
        return leftKey;
    }

    /** A column of the right input, of the same type. */
    public int rightKey() {
        return rightKey;
    }

    @Override
    protected RelDataType deriveRowType() {
        return left.getRowType();
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new NullAwareAntiJoin(getCluster(), traits, inputs.get(0), inputs.get(1), leftKey, rightKey);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("leftKey", leftKey).item("rightKey", rightKey);
    }
}
