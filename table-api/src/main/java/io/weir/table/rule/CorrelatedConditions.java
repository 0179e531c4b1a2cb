package io.weir.table.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;

/**
 * Takes the conditions that read rows outside out of a query, so that what is left of it can be joined with those rows. The query is one
 * that is asked only whether it has a certain row, not how often.
 *
 * @param rest answers the columns of the query, then columns that only the conditions need
 * @param conditions over the columns of {@code rest}, with the rows outside as correlation variables
 * @param repeats whether a row of the query may be there several times in {@code rest}
 */
record CorrelatedConditions(RelNode rest, List<RexNode> conditions, boolean repeats) {
    /** Empty where a row outside is read by more than conditions. */
    static Optional<CorrelatedConditions> pull(RelNode query, Set<CorrelationId> outside) {
        if (!Expressions.reads(query, outside)) {
            return Optional.of(new CorrelatedConditions(query, List.of(), false));
        } else if (query instanceof Filter filter) {
            return ofFilter(filter, outside);
        } else if (query instanceof Project project) {
            return ofProject(project, outside);
        } else if (query instanceof Join join) {
            return ofJoin(join, outside);
        } else if (query instanceof Sort sort && sort.fetch == null && sort.offset == null) {
            return pull(sort.getInput(), outside);
        } else if (query instanceof Aggregate aggregate) {
            return ofAggregate(aggregate, outside);
        }
        return Optional.empty();
    }

    private static Optional<CorrelatedConditions> ofFilter(Filter filter, Set<CorrelationId> outside) {
        if (Expressions.holdsSubquery(filter.getCondition()) && Expressions.reads(filter.getCondition(), outside)) {
            var joined = SubqueriesToJoins.ofFilter(filter);
            return joined instanceof Filter ? Optional.empty() : pull(joined, outside);
        }
        var pulled = pull(filter.getInput(), outside);
        if (pulled.isEmpty()) {
            return Optional.empty();
        }
        var kept = new ArrayList<RexNode>();
        var conditions = new ArrayList<>(pulled.get().conditions);
        for (var condition : RelOptUtil.conjunctions(filter.getCondition())) {
            (Expressions.reads(condition, outside) ? conditions : kept).add(condition);
        }
        var rest = pulled.get().rest;
        if (!kept.isEmpty()) {
            rest = filter.copy(
                    filter.getTraitSet(),
                    rest,
                    Expressions.and(filter.getCluster().getRexBuilder(), kept));
        }
        return Optional.of(new CorrelatedConditions(rest, conditions, pulled.get().repeats));
    }

    private static Optional<CorrelatedConditions> ofProject(Project project, Set<CorrelationId> outside) {
        if (project.getProjects().stream().anyMatch(RexOver::containsOver)
                || project.getProjects().stream().anyMatch(part -> Expressions.reads(part, outside))) {
            return Optional.empty();
        }
        return pull(project.getInput(), outside).map(pulled -> {
            var expressions = new ArrayList<>(project.getProjects());
            var names = new ArrayList<>(project.getRowType().getFieldNames());
            var moved = pulled.carry(expressions, names);
            var rest = LogicalProject.create(pulled.rest, List.of(), expressions, names, project.getVariablesSet());
            return new CorrelatedConditions(rest, moved, pulled.repeats);
        });
    }

    /** Adds the columns that the conditions read to a projection of the rest; answers the conditions over the projection. */
    private List<RexNode> carry(List<RexNode> expressions, List<String> names) {
        var needed = needed();
        var first = expressions.size();
        for (var column : needed) {
            var field = rest.getRowType().getFieldList().get(column);
            expressions.add(new RexInputRef(column, field.getType()));
            names.add(field.getName());
        }
        return conditions.stream()
                .map(condition -> Expressions.map(condition, column -> first + needed.indexOf(column)))
                .toList();
    }

    private List<Integer> needed() {
        var columns = new TreeSet<Integer>();
        conditions.forEach(condition -> Expressions.columns(condition).forEach(columns::add));
        return List.copyOf(columns);
    }

    private static Optional<CorrelatedConditions> ofJoin(Join join, Set<CorrelationId> outside) {
        var type = join.getJoinType();
        if (type != JoinRelType.INNER
                && type != JoinRelType.SEMI
                && (type == JoinRelType.RIGHT
                        || type == JoinRelType.FULL
                        || Expressions.reads(join.getRight(), outside)
                        || Expressions.reads(join.getCondition(), outside))) {
            return Optional.empty();
        }
        var left = pull(join.getLeft(), outside);
        var right = pull(join.getRight(), outside);
        if (left.isEmpty() || right.isEmpty() || Expressions.holdsSubquery(join.getCondition())) {
            return Optional.empty();
        }
        return Optional.of(joined(join, left.get(), right.get(), outside));
    }

    private static CorrelatedConditions joined(
            Join join, CorrelatedConditions left, CorrelatedConditions right, Set<CorrelationId> outside) {
        var before = join.getLeft().getRowType().getFieldCount();
        var leftWidth = left.rest.getRowType().getFieldCount();
        var extra = leftWidth - before;
        var kept = new ArrayList<RexNode>();
        var conditions = new ArrayList<>(left.conditions);
        right.conditions.forEach(condition -> conditions.add(RexUtil.shift(condition, leftWidth)));
        for (var condition : RelOptUtil.conjunctions(join.getCondition())) {
            var moved = Expressions.map(condition, column -> column < before ? column : column + extra);
            (Expressions.reads(condition, outside) ? conditions : kept).add(moved);
        }
        var builder = join.getCluster().getRexBuilder();
        var asks = Expressions.reads(join.getRight(), outside) || Expressions.reads(join.getCondition(), outside);
        var widened = asks && join.getJoinType() == JoinRelType.SEMI;
        RelNode rest = LogicalJoin.create(
                left.rest,
                right.rest,
                List.of(),
                Expressions.and(builder, kept),
                join.getVariablesSet(),
                widened ? JoinRelType.INNER : join.getJoinType());
        var repeats = left.repeats || right.repeats || widened;
        if (extra == 0) {
            return new CorrelatedConditions(rest, conditions, repeats);
        }
        var order = new ArrayList<Integer>();
        var after = join.getRowType().getFieldCount();
        for (var i = 0; i < after; i++) {
            order.add(i < before ? i : i + extra);
        }
        for (var i = 0; i < rest.getRowType().getFieldCount(); i++) {
            if (!order.contains(i)) {
                order.add(i);
            }
        }
        return new CorrelatedConditions(
                Expressions.columns(rest, order),
                conditions.stream()
                        .map(condition -> Expressions.map(condition, order::indexOf))
                        .toList(),
                repeats);
    }

    /** Grouped by what the conditions read as well, each row outside sees just its own groups. A single group may be empty: not here. */
    private static Optional<CorrelatedConditions> ofAggregate(Aggregate aggregate, Set<CorrelationId> outside) {
        if (aggregate.getGroupCount() == 0 || aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
            return Optional.empty();
        }
        return pull(aggregate.getInput(), outside)
                .filter(pulled -> pulled.conditions.stream().allMatch(CorrelatedConditions::equality))
                .filter(pulled -> !pulled.repeats || aggregate.getAggCallList().isEmpty())
                .map(pulled -> pulled.grouped(aggregate));
    }

    private static boolean equality(RexNode condition) {
        return condition.isA(org.apache.calcite.sql.SqlKind.EQUALS);
    }

    private CorrelatedConditions grouped(Aggregate aggregate) {
        var keys = aggregate.getGroupSet().union(org.apache.calcite.util.ImmutableBitSet.of(needed()));
        var rest = aggregate.copy(aggregate.getTraitSet(), this.rest, keys, List.of(keys), aggregate.getAggCallList());
        var order = new ArrayList<Integer>();
        aggregate.getGroupSet().forEach(key -> order.add(keys.indexOf(key)));
        for (var i = 0; i < aggregate.getAggCallList().size(); i++) {
            order.add(keys.cardinality() + i);
        }
        var places = new ArrayList<Integer>();
        keys.forEach(key -> {
            if (!aggregate.getGroupSet().get(key)) {
                order.add(keys.indexOf(key));
            }
        });
        keys.forEach(places::add);
        return new CorrelatedConditions(
                Expressions.columns(rest, order),
                conditions.stream()
                        .map(condition -> Expressions.map(condition, column -> order.indexOf(places.indexOf(column))))
                        .toList(),
                false);
    }
}
