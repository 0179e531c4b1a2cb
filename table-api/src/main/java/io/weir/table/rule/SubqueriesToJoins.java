package io.weir.table.rule;

import com.google.common.collect.ImmutableSet;
import io.weir.table.node.NullAwareAntiJoin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Turns EXISTS, IN and their negations, where they are conditions that a row must meet, into semi and anti joins. Subqueries in other
 * places stay.
 */
public final class SubqueriesToJoins {
    private SubqueriesToJoins() {}

    public static RelNode rewrite(RelNode node) {
        var at = here(node);
        var inputs = new ArrayList<RelNode>();
        at.getInputs().forEach(input -> inputs.add(rewrite(input)));
        var rewritten = inputs.equals(at.getInputs()) ? at : at.copy(at.getTraitSet(), inputs);
        return rewritten.accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subquery) {
                var inner = rewrite(subquery.rel);
                var visited = (RexSubQuery) super.visitSubQuery(subquery);
                return inner == subquery.rel ? visited : visited.clone(inner);
            }
        });
    }

    private static RelNode here(RelNode node) {
        Predicate<RelNode> wanted = query -> node.getVariablesSet().containsAll(Expressions.outside(query));
        if (node instanceof Filter filter && Expressions.holdsSubquery(filter.getCondition())) {
            return ofFilter(filter, wanted);
        } else if (node instanceof Project project
                && project.getProjects().stream().anyMatch(Expressions::holdsSubquery)) {
            var expressions = FarConditions.takeOut(project.getProjects(), project.getVariablesSet());
            var marked = SubqueriesToMarks.mark(project.getInput(), expressions, project.getVariablesSet(), wanted);
            return LogicalProject.create(
                    marked.input(), List.of(), marked.expressions(), project.getRowType(), project.getVariablesSet());
        }
        return node;
    }

    /** Whether there are subqueries in expressions. */
    public static boolean remain(RelNode node) {
        var found = new boolean[1];
        node.accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subquery) {
                found[0] = true;
                return subquery;
            }
        });
        return found[0] || node.getInputs().stream().anyMatch(SubqueriesToJoins::remain);
    }

    /** The filter as joins, below a filter with what cannot be one. The joins may read rows outside of the filter. */
    static RelNode ofFilter(Filter filter) {
        return ofFilter(filter, query -> true);
    }

    private static RelNode ofFilter(Filter filter, Predicate<RelNode> wanted) {
        var plain = new ArrayList<RexNode>();
        var subqueries = new ArrayList<RexNode>();
        for (var condition : FarConditions.takeOut(filter)) {
            (Expressions.holdsSubquery(condition) ? subqueries : plain).add(condition);
        }
        var input = Expressions.filter(filter.getInput(), plain);
        var left = new ArrayList<RexNode>();
        for (var condition : subqueries) {
            var joined = join(input, condition, filter.getVariablesSet(), wanted);
            if (joined.isPresent()) {
                input = joined.get();
            } else {
                left.add(condition);
            }
        }
        if (left.isEmpty()) {
            return input;
        }
        var width = filter.getRowType().getFieldCount();
        var marked = SubqueriesToMarks.mark(input, left, filter.getVariablesSet(), wanted);
        var condition = Expressions.and(filter.getCluster().getRexBuilder(), marked.expressions());
        var filtered = LogicalFilter.create(marked.input(), condition, ImmutableSet.copyOf(filter.getVariablesSet()));
        return marked.input() == input
                ? filtered
                : Expressions.columns(
                        filtered, IntStream.range(0, width).boxed().toList());
    }

    private static Optional<RelNode> join(
            RelNode input, RexNode condition, Set<CorrelationId> bound, Predicate<RelNode> wanted) {
        var negated = condition.isA(SqlKind.NOT);
        var inner = negated ? ((RexCall) condition).getOperands().get(0) : condition;
        if (!(inner instanceof RexSubQuery subquery)
                || subquery.getOperands().stream().anyMatch(Expressions::holdsSubquery)) {
            return Optional.empty();
        }
        var kind = subquery.getKind();
        if (kind != SqlKind.EXISTS && kind != SqlKind.IN || !wanted.test(subquery.rel)) {
            return Optional.empty();
        }
        var query = kind == SqlKind.EXISTS ? anyRow(subquery.rel) : subquery.rel;
        var type = negated ? JoinRelType.ANTI : JoinRelType.SEMI;
        var width = input.getRowType().getFieldCount();
        return CorrelatedConditions.pull(query, new HashSet<>(bound)).map(pulled -> {
            var conditions = pulled.conditions().stream()
                    .map(read -> inJoin(read, width, bound))
                    .toList();
            return join(input, subquery, new CorrelatedConditions(pulled.rest(), conditions, pulled.repeats()), type);
        });
    }

    /** What answers a row if and only if the query does. */
    static RelNode anyRow(RelNode query) {
        if (query instanceof Project project) {
            return anyRow(project.getInput());
        } else if (query instanceof Sort sort && sort.offset == null && (sort.fetch == null || positive(sort.fetch))) {
            return anyRow(sort.getInput());
        } else if (query instanceof Aggregate aggregate
                && aggregate.getGroupCount() > 0
                && aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
            return anyRow(aggregate.getInput());
        }
        return query;
    }

    private static boolean positive(RexNode fetch) {
        return fetch instanceof RexLiteral literal && RexLiteral.intValue(literal) > 0;
    }

    private static RelNode join(RelNode left, RexSubQuery subquery, CorrelatedConditions pulled, JoinRelType type) {
        var width = left.getRowType().getFieldCount();
        var right = pulled.rest();
        var nullable = new ArrayList<RexNode>();
        var conditions = new ArrayList<RexNode>();
        var builder = left.getCluster().getRexBuilder();
        for (var i = 0; i < subquery.getOperands().size(); i++) {
            var key = subquery.getOperands().get(i);
            var field = right.getRowType().getFieldList().get(i);
            var other = new RexInputRef(width + i, field.getType());
            conditions.add(builder.makeCall(SqlStdOperatorTable.EQUALS, key, other));
            if (key.getType().isNullable() || field.getType().isNullable()) {
                nullable.add(conditions.get(i));
            }
        }
        if (type == JoinRelType.ANTI && !nullable.isEmpty()) {
            if (conditions.size() == 1 && pulled.conditions().isEmpty()) {
                return nullAware(left, right, subquery.getOperands().get(0));
            }
            conditions.replaceAll(condition -> nullable.contains(condition) ? orNull(builder, condition) : condition);
        }
        conditions.addAll(pulled.conditions());
        return LogicalJoin.create(left, right, List.of(), Expressions.and(builder, conditions), Set.of(), type);
    }

    private static RexNode orNull(RexBuilder builder, RexNode equality) {
        var sides = ((RexCall) equality).getOperands();
        return RexUtil.composeDisjunction(
                builder,
                List.of(
                        equality,
                        builder.makeCall(SqlStdOperatorTable.IS_NULL, sides.get(0)),
                        builder.makeCall(SqlStdOperatorTable.IS_NULL, sides.get(1))));
    }

    private static RelNode nullAware(RelNode left, RelNode right, RexNode key) {
        var builder = left.getCluster().getRexBuilder();
        var factory = left.getCluster().getTypeFactory();
        var other = right.getRowType().getFieldList().get(0).getType();
        var type = ofText(key.getType(), other)
                ? factory.createSqlType(SqlTypeName.CHAR, Integer.MAX_VALUE)
                : factory.leastRestrictive(List.of(key.getType(), other));
        var common = type == null ? key.getType() : type;
        var leftKey = cast(builder, common, key);
        var rightKey = cast(builder, common, new RexInputRef(0, other));
        var keys = LogicalProject.create(right, List.of(), List.of(rightKey), List.of("key"), Set.of());
        if (leftKey instanceof RexInputRef column) {
            return NullAwareAntiJoin.create(left, keys, column.getIndex(), 0);
        }
        var width = left.getRowType().getFieldCount();
        var expressions = new ArrayList<RexNode>(builder.identityProjects(left.getRowType()));
        var names = new ArrayList<>(left.getRowType().getFieldNames());
        expressions.add(leftKey);
        names.add("key");
        var extended = LogicalProject.create(left, List.of(), expressions, names, Set.of());
        var columns = IntStream.range(0, width).boxed().toList();
        return Expressions.columns(NullAwareAntiJoin.create(extended, keys, width, 0), columns);
    }

    private static RexNode cast(RexBuilder builder, RelDataType type, RexNode value) {
        return value.getType().getSqlTypeName() == type.getSqlTypeName()
                        && value.getType().getPrecision() == type.getPrecision()
                        && value.getType().getScale() == type.getScale()
                ? value
                : builder.makeAbstractCast(type, value, false);
    }

    /** A char and a varchar, between which blanks behind the text mean nothing. */
    private static boolean ofText(RelDataType left, RelDataType right) {
        return SqlTypeName.CHAR_TYPES.contains(left.getSqlTypeName())
                && SqlTypeName.CHAR_TYPES.contains(right.getSqlTypeName())
                && left.getSqlTypeName() != right.getSqlTypeName();
    }

    /** A condition over the subquery's columns and a row outside, as one over both inputs of a join. */
    static RexNode inJoin(RexNode condition, int width, Set<CorrelationId> bound) {
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                return new RexInputRef(reference.getIndex() + width, reference.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                return access.getReferenceExpr() instanceof RexCorrelVariable row && bound.contains(row.id)
                        ? new RexInputRef(access.getField().getIndex(), access.getType())
                        : super.visitFieldAccess(access);
            }
        });
    }
}
