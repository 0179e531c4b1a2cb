package io.weir.table.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * A tree of joins taken apart into what is joined and the conditions. The columns of all members are numbered through; conditions
 * count in these numbers.
 */
final class JoinRegion {
    /**
     * What is joined.
     *
     * @param first the number of its first column
     * @param type INNER, or how this member is joined to the members before: LEFT, SEMI, ANTI
     * @param condition its own join condition, if it is not INNER
     * @param needs the members that must be joined before, as bits
     */
    record Member(RelNode node, int first, JoinRelType type, List<RexNode> condition, long needs) {
        int width() {
            return node.getRowType().getFieldCount();
        }
    }

    private final UnaryOperator<RelNode> inside;
    private final List<Member> members = new ArrayList<>();
    private final List<RexNode> conditions = new ArrayList<>();
    private final List<Integer> answered;
    /** By the column's number. */
    private final List<Integer> memberOf = new ArrayList<>();

    /** @param inside rewrites what is below the region */
    JoinRegion(RelNode root, UnaryOperator<RelNode> inside) {
        this.inside = inside;
        this.answered = flatten(root);
        for (var i = 0; i < members.size(); i++) {
            var member = members.get(i);
            if (member.type() == JoinRelType.LEFT && rejectsNulls(member)) {
                conditions.addAll(member.condition());
                members.set(i, new Member(member.node(), member.first(), JoinRelType.INNER, List.of(), 0));
                i = -1;
            }
        }
    }

    /** Whether a condition met after an outer join drops the rows for which the join found nothing. */
    private boolean rejectsNulls(Member member) {
        var own = ImmutableBitSet.range(member.first(), member.first() + member.width());
        return conditions.stream().anyMatch(condition -> Strong.isNotTrue(condition, own));
    }

    /** Whether a node is such a tree, perhaps below conditions and a choice of columns. */
    static boolean isRegion(RelNode node) {
        return node instanceof Join join && joins(join)
                || node instanceof Filter filter && plain(filter) && isRegion(filter.getInput())
                || node instanceof Project project && chooses(project) && isRegion(project.getInput());
    }

    private static boolean plain(Filter filter) {
        return filter.getVariablesSet().isEmpty()
                && RexUtil.isDeterministic(filter.getCondition())
                && !RexUtil.containsCorrelation(filter.getCondition());
    }

    private static boolean chooses(Project project) {
        return project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
    }

    private static boolean joins(Join join) {
        return switch (join.getJoinType()) {
            case INNER, LEFT, SEMI, ANTI ->
                join.getVariablesSet().isEmpty() && !RexUtil.containsCorrelation(join.getCondition());
            default -> false;
        };
    }

    List<Member> members() {
        return members;
    }

    /** What inner joins and filters between them ask. */
    List<RexNode> conditions() {
        return conditions;
    }

    /** The columns that the tree answers. */
    List<Integer> answered() {
        return answered;
    }

    /** How many columns all members have together. */
    int columns() {
        return memberOf.size();
    }

    /** Which members an expression reads, as bits. */
    long members(RexNode expression) {
        var bits = 0L;
        for (var column : Expressions.columns(expression)) {
            bits |= 1L << member(column);
        }
        return bits;
    }

    int member(int column) {
        return memberOf.get(column);
    }

    private List<Integer> flatten(RelNode node) {
        if (node instanceof Join join && joins(join)) {
            return join.getJoinType() == JoinRelType.INNER ? inner(join) : outer(join);
        } else if (node instanceof Filter filter && isRegion(filter)) {
            var below = flatten(filter.getInput());
            add(filter.getCondition(), below);
            return below;
        } else if (node instanceof Project project && isRegion(project)) {
            var below = flatten(project.getInput());
            return project.getProjects().stream()
                    .map(expression -> below.get(((RexInputRef) expression).getIndex()))
                    .toList();
        }
        return member(node, JoinRelType.INNER, List.of(), 0);
    }

    private List<Integer> inner(Join join) {
        var both = new ArrayList<>(flatten(join.getLeft()));
        both.addAll(flatten(join.getRight()));
        add(join.getCondition(), both);
        return both;
    }

    private void add(RexNode condition, List<Integer> places) {
        for (var part : RelOptUtil.conjunctions(condition)) {
            conditions.add(Expressions.map(part, places::get));
        }
    }

    private List<Integer> outer(Join join) {
        var before = members.size();
        var left = flatten(join.getLeft());
        var after = members.size();
        var right = columnsOf(join.getRight());
        var both = new ArrayList<>(left);
        both.addAll(right);
        var condition = RelOptUtil.conjunctions(join.getCondition()).stream()
                .map(part -> Expressions.map(part, both::get))
                .toList();
        var needs = 0L;
        for (var part : condition) {
            for (var column : Expressions.columns(part)) {
                needs |= column < columns() ? 1L << member(column) : 0;
            }
        }
        if (needs == 0) {
            for (var i = before; i < after; i++) {
                needs |= 1L << i;
            }
        }
        member(join.getRight(), join.getJoinType(), condition, needs);
        return join.getJoinType().projectsRight() ? both : left;
    }

    private List<Integer> columnsOf(RelNode next) {
        return IntStream.range(columns(), columns() + next.getRowType().getFieldCount())
                .boxed()
                .toList();
    }

    private List<Integer> member(RelNode node, JoinRelType type, List<RexNode> condition, long needs) {
        var numbers = columnsOf(node);
        var rewritten = inside.apply(node);
        members.add(new Member(rewritten, columns(), type, condition, needs));
        memberOf.addAll(Collections.nCopies(numbers.size(), members.size() - 1));
        return numbers;
    }
}
