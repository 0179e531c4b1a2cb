package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Groups the rows of one side of a join by the columns that the join or the grouping above it needs, where that leaves much fewer of
 * them and would be done above as well. Rows that agree in these columns meet the same partners, so that one may stand for all of them:
 *
 * <pre>
 *   Aggregate k: sum(b.x)          Aggregate k: sum(part)
 *     Join on a.k = b.j       ─►     Join on a.k = b.j
 *       a                              a
 *       b                              Aggregate j: sum(x) as part
 *                                        b
 * </pre>
 *
 * <p>After W. Yan and P. Larson, "Eager Aggregation and Lazy Aggregation", VLDB 1995. Left as they are: averages, and sums of BIGINT
 * and of the longest decimals, of which a part may be too large where the whole is not.
 */
public final class GroupsBelowJoins {
    /** Rows a group below which it is not worth to look for them. */
    private static final double ROWS_A_GROUP = 4;
    /** Groups below for one above. With more of them it is cheaper to group above. */
    private static final double GROUPS_A_GROUP = 2;
    /** Numbers that have no more digits can be summed for ten billion rows. */
    private static final int DIGITS = 28;

    private final Estimates estimates = new Estimates();

    private GroupsBelowJoins() {}

    public static RelNode rewrite(RelNode node) {
        return new GroupsBelowJoins().of(node);
    }

    private RelNode of(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(of(input)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return at instanceof Aggregate aggregate ? pushed(aggregate) : at;
    }

    private RelNode pushed(Aggregate aggregate) {
        var project = aggregate.getInput() instanceof Project above ? above : null;
        var below = project == null ? aggregate.getInput() : project.getInput();
        if (aggregate.getGroupType() != Aggregate.Group.SIMPLE
                || aggregate.getGroupCount() == 0
                || !(below instanceof Join join)) {
            return aggregate;
        }
        var columns = project == null
                ? join.getCluster().getRexBuilder().identityProjects(join.getRowType())
                : project.getProjects();
        var type = join.getJoinType();
        if ((type == JoinRelType.INNER || type == JoinRelType.LEFT || type == JoinRelType.RIGHT)
                && RexUtil.isDeterministic(join.getCondition())
                && columns.stream().allMatch(RexUtil::isDeterministic)) {
            for (var side = 0; side < 2; side++) {
                var candidate = new Candidate(aggregate, join, columns, side);
                if (candidate.isPossible() && pays(candidate)) {
                    return candidate.pushed(pushed(candidate.lower()));
                }
            }
        }
        return aggregate;
    }

    /** Whether rows are few after it, the join does not leave most of them out anyway, and there are about as many groups above. */
    private boolean pays(Candidate candidate) {
        var input = estimates.of(candidate.side());
        var groups = 1.0;
        for (var key : candidate.keys()) {
            groups *= input.column(key).distinct();
        }
        return groups * ROWS_A_GROUP <= input.rows()
                && estimates.rows(candidate.join) * 2 >= input.rows()
                && estimates.rows(candidate.aggregate) * GROUPS_A_GROUP >= groups;
    }

    /** One side of a join below an aggregation. Columns are those of the join if nothing else is said. */
    private static final class Candidate {
        private final Aggregate aggregate;
        private final Join join;
        /** What the aggregation reads. */
        private final List<RexNode> columns;

        private final int side;
        private final ImmutableBitSet own;
        /** By what rows of the side must agree. */
        private final ImmutableBitSet keys;

        Candidate(Aggregate aggregate, Join join, List<RexNode> columns, int side) {
            this.aggregate = aggregate;
            this.join = join;
            this.columns = columns;
            this.side = side;
            var left = join.getLeft().getRowType().getFieldCount();
            own = side == 0
                    ? ImmutableBitSet.range(left)
                    : ImmutableBitSet.range(left, join.getRowType().getFieldCount());
            var needed = Expressions.columns(join.getCondition());
            for (var key : aggregate.getGroupSet()) {
                needed = needed.union(Expressions.columns(columns.get(key)));
            }
            keys = needed.intersect(own);
        }

        RelNode side() {
            return join.getInput(side);
        }

        private int start() {
            return side == 0 ? 0 : join.getLeft().getRowType().getFieldCount();
        }

        /** The keys as columns of the side. */
        List<Integer> keys() {
            return keys.asList().stream().map(key -> key - start()).toList();
        }

        /** Without keys the side would answer a row even where it has none. */
        boolean isPossible() {
            return !keys.isEmpty()
                    && aggregate.getAggCallList().stream().allMatch(call -> isBelow(call) || isAbove(call));
        }

        /** Whether parts of the answer can be worked out from rows of the side. */
        private boolean isBelow(AggregateCall call) {
            return isPlain(call)
                    && switch (call.getAggregation().getKind()) {
                        case MIN, MAX -> true;
                        case COUNT -> call.getArgList().size() <= 1;
                        case SUM ->
                            hasParts(columns.get(call.getArgList().get(0)).getType());
                        default -> false;
                    }
                    && (call.getArgList().isEmpty()
                            ? !mayLack()
                            : isOfSide(columns.get(call.getArgList().get(0))));
        }

        /** Whether a sum over any of the rows fits into the type of the sum. */
        private static boolean hasParts(RelDataType type) {
            return switch (type.getSqlTypeName()) {
                case BIGINT -> false;
                case DECIMAL -> type.getPrecision() <= DIGITS;
                default -> true;
            };
        }

        private static boolean isPlain(AggregateCall call) {
            return !call.isDistinct()
                    && call.distinctKeys == null
                    && !call.hasFilter()
                    && call.rexList.isEmpty()
                    && call.getCollation().equals(RelCollations.EMPTY);
        }

        /** Worked out below, it is null for a row without a partner: so it must be above. */
        private boolean isOfSide(RexNode argument) {
            return own.contains(Expressions.columns(argument)) && (!mayLack() || Strong.isNull(argument, own));
        }

        /** Whether rows of the other side without a partner are answered too. */
        private boolean mayLack() {
            return side == 0
                    ? join.getJoinType().generatesNullsOnLeft()
                    : join.getJoinType().generatesNullsOnRight();
        }

        /** Whether the answer is the same however often a row of the other side comes. */
        private boolean isAbove(AggregateCall call) {
            var kind = call.getAggregation().getKind();
            return (kind == SqlKind.MIN || kind == SqlKind.MAX)
                    && isPlain(call)
                    && !own.intersects(
                            Expressions.columns(columns.get(call.getArgList().get(0))));
        }

        /** The rows of the side grouped: its keys, then the parts of the calls. */
        Aggregate lower() {
            var read = new ArrayList<RexNode>();
            var fields = side().getRowType().getFieldList();
            keys().forEach(key -> read.add(new RexInputRef(key, fields.get(key).getType())));
            var calls = new ArrayList<Call>();
            for (var call : aggregate.getAggCallList()) {
                if (isBelow(call)) {
                    var arguments = new ArrayList<Integer>();
                    for (var argument : call.getArgList()) {
                        arguments.add(read.size());
                        read.add(Expressions.map(columns.get(argument), column -> column - start()));
                    }
                    calls.add(new Call(call.getAggregation(), arguments));
                }
            }
            var project = LogicalProject.create(side(), List.of(), read, (List<String>) null, Set.of());
            return grouped(project, keys.cardinality(), calls);
        }

        private record Call(SqlAggFunction function, List<Integer> arguments) {}

        private LogicalAggregate grouped(RelNode input, int keyCount, List<Call> calls) {
            var made = new ArrayList<AggregateCall>();
            for (var call : calls) {
                made.add(AggregateCall.create(
                        call.function(),
                        false,
                        false,
                        false,
                        List.of(),
                        call.arguments(),
                        -1,
                        null,
                        RelCollations.EMPTY,
                        false,
                        input,
                        null,
                        null));
            }
            return LogicalAggregate.create(input, aggregate.getHints(), ImmutableBitSet.range(keyCount), null, made);
        }

        /** The same answer from the grouped rows. */
        RelNode pushed(RelNode lower) {
            var width = own.cardinality();
            var shift = side == 0 ? lower.getRowType().getFieldCount() - width : 0;
            var inputs = new ArrayList<>(join.getInputs());
            inputs.set(side, lower);
            var joined = join.copy(
                    join.getTraitSet(),
                    Expressions.map(join.getCondition(), column -> moved(column, shift)),
                    inputs.get(0),
                    inputs.get(1),
                    join.getJoinType(),
                    false);
            var fields = joined.getRowType().getFieldList();
            var read = new ArrayList<RexNode>();
            aggregate
                    .getGroupSet()
                    .forEach(key -> read.add(Expressions.map(columns.get(key), column -> moved(column, shift))));
            var calls = new ArrayList<Call>();
            var part = start() + keys.cardinality();
            for (var call : aggregate.getAggCallList()) {
                calls.add(new Call(isBelow(call) ? whole(call) : call.getAggregation(), List.of(read.size())));
                if (isBelow(call)) {
                    read.add(new RexInputRef(part, fields.get(part).getType()));
                    part++;
                } else {
                    read.add(Expressions.map(columns.get(call.getArgList().get(0)), column -> moved(column, shift)));
                }
            }
            var project = LogicalProject.create(joined, List.of(), read, (List<String>) null, Set.of());
            return RelOptUtil.createCastRel(
                    grouped(project, aggregate.getGroupCount(), calls), aggregate.getRowType(), true);
        }

        private int moved(int column, int shift) {
            return own.get(column) ? start() + keys.indexOf(column) : column + shift;
        }

        /** What makes a whole of parts. */
        private static SqlAggFunction whole(AggregateCall call) {
            return call.getAggregation().getKind() == SqlKind.COUNT ? SqlStdOperatorTable.SUM0 : call.getAggregation();
        }
    }
}
