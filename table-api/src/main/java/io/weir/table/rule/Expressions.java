package io.weir.table.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/** Takes expressions apart and puts them together. */
final class Expressions {
    private Expressions() {}

    static ImmutableBitSet columns(RexNode expression) {
        return RelOptUtil.InputFinder.bits(expression);
    }

    /** The expression with every input reference moved. */
    static RexNode map(RexNode expression, IntUnaryOperator to) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                var index = to.applyAsInt(reference.getIndex());
                return index == reference.getIndex() ? reference : new RexInputRef(index, reference.getType());
            }
        });
    }

    static RelNode filter(RelNode input, List<RexNode> conditions) {
        var condition = and(input.getCluster().getRexBuilder(), conditions);
        return condition.isAlwaysTrue() ? input : LogicalFilter.create(input, condition);
    }

    static RexNode and(RexBuilder builder, List<RexNode> conditions) {
        return RexUtil.composeConjunction(builder, conditions);
    }

    /** The columns, and only those, in that order. */
    static RelNode columns(RelNode input, List<Integer> columns) {
        var fields = input.getRowType().getFieldList();
        var expressions = new ArrayList<RexNode>();
        var names = new ArrayList<String>();
        for (var column : columns) {
            expressions.add(new RexInputRef(column, fields.get(column).getType()));
            names.add(fields.get(column).getName());
        }
        return LogicalProject.create(input, List.of(), expressions, names, Set.of());
    }

    /** The same rows under a type that says where there are no nulls. */
    static RelNode withoutNulls(RelNode input, RelDataType wanted) {
        var builder = input.getCluster().getRexBuilder();
        var expressions = new ArrayList<RexNode>();
        for (var i = 0; i < wanted.getFieldCount(); i++) {
            var type = wanted.getFieldList().get(i).getType();
            var value =
                    new RexInputRef(i, input.getRowType().getFieldList().get(i).getType());
            expressions.add(
                    type.isNullable() || !value.getType().isNullable()
                            ? value
                            : builder.makeCall(
                                    SqlStdOperatorTable.CASE,
                                    builder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, value),
                                    builder.makeNotNull(value),
                                    builder.makeZeroRexNode(type)));
        }
        return LogicalProject.create(input, List.of(), expressions, wanted.getFieldNames(), Set.of());
    }

    static boolean holdsSubquery(RexNode expression) {
        return RexUtil.SubQueryFinder.find(expression) != null;
    }

    /** Whether the expression, or a query in it, reads one of the rows outside. */
    static boolean reads(RexNode expression, Set<CorrelationId> outside) {
        var finder = new OutsideFinder(outside);
        expression.accept(finder);
        return finder.found;
    }

    /** Whether a node or one below it reads one of the rows outside. */
    static boolean reads(RelNode node, Set<CorrelationId> outside) {
        var finder = new OutsideFinder(outside);
        finder.look(node);
        return finder.found;
    }

    /** The rows outside that a node or one below it reads: those that nothing in it makes. */
    static Set<CorrelationId> outside(RelNode node) {
        var finder = new VariableFinder();
        finder.look(node);
        finder.read.removeAll(finder.made);
        return finder.read;
    }

    private static final class VariableFinder extends RexShuttle {
        private final Set<CorrelationId> read = new HashSet<>();
        private final Set<CorrelationId> made = new HashSet<>();

        void look(RelNode node) {
            made.addAll(node.getVariablesSet());
            node.accept(this);
            node.getInputs().forEach(this::look);
        }

        @Override
        public RexNode visitCorrelVariable(RexCorrelVariable variable) {
            read.add(variable.id);
            return variable;
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery subquery) {
            look(subquery.rel);
            return super.visitSubQuery(subquery);
        }
    }

    private static final class OutsideFinder extends RexShuttle {
        private final Set<CorrelationId> outside;
        private boolean found;

        OutsideFinder(Set<CorrelationId> outside) {
            this.outside = outside;
        }

        void look(RelNode node) {
            node.accept(this);
            node.getInputs().forEach(this::look);
        }

        @Override
        public RexNode visitCorrelVariable(RexCorrelVariable variable) {
            found |= outside.contains(variable.id);
            return variable;
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery subquery) {
            look(subquery.rel);
            return super.visitSubQuery(subquery);
        }
    }
}
