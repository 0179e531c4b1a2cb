package io.weir.table.rule;

import io.weir.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Where only the first rows are wanted, less comes from below: the first rows of a union are among the first of its parts, those of an
 * outer join come from the first rows of the side that it keeps.
 */
public final class FirstRows {
    /** Beyond so many rows it costs more to find them twice than to pass others on. */
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

    private FirstRows() {}

    public static RelNode rewrite(RelNode node) {
        var at = node instanceof Sort sort && sort.fetch != null && isFew(sort) ? pushed(sort) : node;
        var inputs = new ArrayList<RelNode>();
        at.getInputs().forEach(input -> inputs.add(rewrite(input)));
        return inputs.equals(at.getInputs()) ? at : at.copy(at.getTraitSet(), inputs);
    }

    private static RelNode pushed(Sort sort) {
        var input = sort.getInput();
        if (input instanceof Union union && union.all) {
            var parts = union.getInputs().stream()
                    .map(part -> first(part, sort, sort.getCollation()))
                    .toList();
            return sort.copy(sort.getTraitSet(), List.of(union.copy(union.getTraitSet(), parts)));
        } else if (input instanceof Join join && keptSide(join) >= 0) {
            return ofJoin(sort, join, keptSide(join));
        }
        return sort;
    }

    /** The input of which every row is in the answer; -1 if there is none. */
    private static int keptSide(Join join) {
        return join.getJoinType() == JoinRelType.LEFT ? 0 : join.getJoinType() == JoinRelType.RIGHT ? 1 : -1;
    }

    private static RelNode ofJoin(Sort sort, Join join, int side) {
        var width = join.getLeft().getRowType().getFieldCount();
        var start = side == 0 ? 0 : width;
        var columns = ImmutableBitSet.range(
                start, start + join.getInput(side).getRowType().getFieldCount());
        if (!columns.contains(ImmutableBitSet.of(sort.getCollation().getKeys()))) {
            return sort;
        }
        var inputs = new ArrayList<>(join.getInputs());
        inputs.set(side, first(inputs.get(side), sort, RelCollations.shift(sort.getCollation(), -start)));
        return sort.copy(sort.getTraitSet(), List.of(join.copy(join.getTraitSet(), inputs)));
    }

    /** As many of the first rows as the sort passes or skips. */
    private static RelNode first(RelNode input, Sort sort, RelCollation collation) {
        if (input instanceof Sort) {
            return input;
        }
        var fetch = input.getCluster().getRexBuilder().makeExactLiteral(rows(sort));
        return LogicalSort.create(input, collation, null, fetch);
    }

    private static boolean isFew(Sort sort) {
        return rows(sort).compareTo(MOST) <= 0;
    }

    private static BigDecimal rows(Sort sort) {
        return number(sort.fetch).add(number(sort.offset));
    }

    /** Only literals reach a plan. */
    private static BigDecimal number(@Nullable RexNode literal) {
        return literal == null ? BigDecimal.ZERO : Objects.requireNonNull(RexLiteral.bigDecimalValue(literal));
    }
}
