package io.weir.table.rule;

import io.weir.table.node.MarkJoin;
import io.weir.table.node.NullAwareAntiJoin;
import io.weir.table.node.ScanNode;
import io.weir.table.node.UnnestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Has every node answer only the columns that somebody above reads: scans read fewer columns, joins carry fewer. A node that needs
 * no column at all still gets one, but for a scan that only counts rows.
 */
public final class ColumnPruning {
    private ColumnPruning() {}

    public static RelNode rewrite(RelNode root) {
        return prune(root, all(root));
    }

    private static ImmutableBitSet all(RelNode node) {
        return ImmutableBitSet.range(node.getRowType().getFieldCount());
    }

    /** The node with just the columns needed, in ascending order of their old places; only a scan may be asked for none. */
    private static RelNode prune(RelNode node, ImmutableBitSet needed) {
        if (node instanceof ScanNode scan) {
            return ofScan(scan, needed);
        } else if (node instanceof Project project) {
            return ofProject(project, needed);
        } else if (node instanceof Filter filter) {
            return ofFilter(filter, needed);
        } else if (node instanceof Join join) {
            return ofJoin(join, needed);
        } else if (node instanceof NullAwareAntiJoin join) {
            return ofNullAware(join, needed);
        } else if (node instanceof MarkJoin join) {
            return ofMark(join, needed);
        } else if (node instanceof Aggregate aggregate) {
            return ofAggregate(aggregate, needed);
        } else if (node instanceof Sort sort) {
            return ofSort(sort, needed);
        } else if (node instanceof UnnestNode unnest) {
            return ofUnnest(unnest, needed);
        } else if (node instanceof Window window) {
            var pruning = new WindowPruning(window, needed);
            var rewritten = pruning.rewritten(prune(window.getInput(), pruning.read()));
            return narrow(rewritten, pruning.answered(), needed);
        } else if (node instanceof Union union && union.all) {
            var inputs = union.getInputs().stream()
                    .map(input -> prune(input, needed))
                    .toList();
            return union.copy(union.getTraitSet(), inputs);
        }
        var inputs = node.getInputs().stream().map(ColumnPruning::rewrite).toList();
        var whole = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return narrow(whole, all(node), needed);
    }

    /** Keeps the needed ones of the columns that a node answers. */
    private static RelNode narrow(RelNode node, ImmutableBitSet answered, ImmutableBitSet needed) {
        return answered.equals(needed)
                ? node
                : Expressions.columns(
                        node, needed.asList().stream().map(answered::indexOf).toList());
    }

    /** At least one column, the narrowest where none is needed; a scan may count rows without reading any. */
    private static ImmutableBitSet some(RelNode node, ImmutableBitSet needed) {
        if (!needed.isEmpty() || node instanceof ScanNode scan && scan.filters().isEmpty()) {
            return needed;
        }
        if (node instanceof Join join && !join.getCondition().isAlwaysTrue()) {
            var read = Expressions.columns(join.getCondition()).nextSetBit(0);
            if (read >= 0) {
                return ImmutableBitSet.of(read);
            }
        }
        var fields = node.getRowType().getFieldList();
        return ImmutableBitSet.of(IntStream.range(0, fields.size())
                .boxed()
                .min(java.util.Comparator.comparingInt(
                        column -> width(fields.get(column).getType())))
                .orElseThrow(() -> new AssertionError("a node without columns: " + node)));
    }

    private static int width(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN, TINYINT -> 1;
            case SMALLINT -> 2;
            case INTEGER, DATE, REAL -> 4;
            default -> SqlTypeFamily.NUMERIC.contains(type) || SqlTypeFamily.DATETIME.contains(type) ? 8 : 100;
        };
    }

    private static RelNode ofScan(ScanNode scan, ImmutableBitSet needed) {
        var read = needed;
        for (var filter : scan.filters()) {
            read = read.union(Expressions.columns(filter));
        }
        var kept = read;
        var columns = kept.asList().stream().map(scan.columns()::get).toList();
        var filters = scan.filters().stream()
                .map(filter -> Expressions.map(filter, kept::indexOf))
                .toList();
        return narrow(scan.withColumns(columns, filters), kept, needed);
    }

    private static RelNode ofProject(Project project, ImmutableBitSet needed) {
        var expressions =
                needed.asList().stream().map(project.getProjects()::get).toList();
        var names = needed.asList().stream()
                .map(project.getRowType().getFieldNames()::get)
                .toList();
        var below = some(
                project.getInput(),
                ImmutableBitSet.union(
                        expressions.stream().map(Expressions::columns).toList()));
        var input = prune(project.getInput(), below);
        var moved = map(expressions, below::indexOf);
        return LogicalProject.create(input, project.getHints(), moved, names, project.getVariablesSet());
    }

    private static List<RexNode> map(List<RexNode> expressions, IntUnaryOperator to) {
        return expressions.stream()
                .map(expression -> Expressions.map(expression, to))
                .toList();
    }

    private static RelNode ofFilter(Filter filter, ImmutableBitSet needed) {
        var below = needed.union(Expressions.columns(filter.getCondition()));
        var input = prune(filter.getInput(), below);
        var condition = Expressions.map(filter.getCondition(), below::indexOf);
        var variables = com.google.common.collect.ImmutableSet.copyOf(filter.getVariablesSet());
        return narrow(LogicalFilter.create(input, condition, variables), below, needed);
    }

    private static RelNode ofJoin(Join join, ImmutableBitSet needed) {
        var width = join.getLeft().getRowType().getFieldCount();
        var read = needed.union(Expressions.columns(join.getCondition()));
        var left = some(join.getLeft(), read.intersect(ImmutableBitSet.range(width)));
        var right =
                some(join.getRight(), read.except(ImmutableBitSet.range(width)).shift(-width));
        var both = left.union(right.shift(width));
        var rewritten = LogicalJoin.create(
                prune(join.getLeft(), left),
                prune(join.getRight(), right),
                join.getHints(),
                Expressions.map(join.getCondition(), both::indexOf),
                join.getVariablesSet(),
                join.getJoinType());
        return narrow(rewritten, join.getJoinType().projectsRight() ? both : left, needed);
    }

    private static RelNode ofNullAware(NullAwareAntiJoin join, ImmutableBitSet needed) {
        var left = needed.set(join.leftKey());
        var rewritten = NullAwareAntiJoin.create(
                prune(join.getLeft(), left),
                prune(join.getRight(), ImmutableBitSet.of(join.rightKey())),
                left.indexOf(join.leftKey()),
                0);
        return narrow(rewritten, left, needed);
    }

    private static RelNode ofMark(MarkJoin join, ImmutableBitSet needed) {
        if (!needed.get(join.mark())) {
            return prune(join.getLeft(), needed);
        }
        var width = join.mark();
        var read = Expressions.columns(join.found()).union(Expressions.columns(join.among()));
        var left = read.union(needed).intersect(ImmutableBitSet.range(width));
        var right =
                some(join.getRight(), read.except(ImmutableBitSet.range(width)).shift(-width));
        var both = left.union(right.shift(width));
        var rewritten = MarkJoin.create(
                prune(join.getLeft(), left),
                prune(join.getRight(), right),
                Expressions.map(join.found(), both::indexOf),
                Expressions.map(join.among(), both::indexOf));
        return narrow(rewritten, left.set(width), needed);
    }

    private static RelNode ofUnnest(UnnestNode unnest, ImmutableBitSet needed) {
        var width = unnest.getInput().getRowType().getFieldCount();
        var used = ImmutableBitSet.union(
                unnest.collections().stream().map(Expressions::columns).toList());
        var read = some(
                unnest.getInput(),
                needed.intersect(ImmutableBitSet.range(width)).union(used));
        var input = prune(unnest.getInput(), read);
        var answered =
                read.union(ImmutableBitSet.range(width, unnest.getRowType().getFieldCount()));
        return narrow(unnest.with(input, map(unnest.collections(), read::indexOf)), answered, needed);
    }

    private static RelNode ofAggregate(Aggregate aggregate, ImmutableBitSet needed) {
        var keys = aggregate.getGroupCount();
        var answered = needed.union(ImmutableBitSet.range(keys));
        var calls = new ArrayList<AggregateCall>();
        var below = aggregate.getGroupSet().rebuild();
        answered.except(ImmutableBitSet.range(keys)).forEach(place -> {
            var call = aggregate.getAggCallList().get(place - keys);
            calls.add(call);
            below.addAll(call.getArgList());
            below.addAll(call.getCollation().getKeys());
            if (call.filterArg >= 0) {
                below.set(call.filterArg);
            }
            if (call.distinctKeys != null) {
                below.addAll(call.distinctKeys);
            }
        });
        var read = some(aggregate.getInput(), below.build());
        var input = prune(aggregate.getInput(), read);
        var sets =
                aggregate.getGroupSets().stream().map(set -> moved(set, read)).toList();
        var rewritten = LogicalAggregate.create(
                input,
                aggregate.getHints(),
                moved(aggregate.getGroupSet(), read),
                sets,
                calls.stream().map(call -> moved(call, read)).toList());
        return narrow(rewritten, answered, needed);
    }

    private static ImmutableBitSet moved(ImmutableBitSet columns, ImmutableBitSet read) {
        return ImmutableBitSet.of(columns.asList().stream().map(read::indexOf).toList());
    }

    private static AggregateCall moved(AggregateCall call, ImmutableBitSet read) {
        return AggregateCall.create(
                call.getAggregation(),
                call.isDistinct(),
                call.isApproximate(),
                call.ignoreNulls(),
                call.rexList,
                call.getArgList().stream().map(read::indexOf).toList(),
                call.filterArg < 0 ? -1 : read.indexOf(call.filterArg),
                call.distinctKeys == null ? null : moved(call.distinctKeys, read),
                moved(call.getCollation(), read),
                call.getType(),
                call.getName());
    }

    private static RelCollation moved(RelCollation collation, ImmutableBitSet read) {
        return RelCollations.of(collation.getFieldCollations().stream()
                .map(field -> field.withFieldIndex(read.indexOf(field.getFieldIndex())))
                .toList());
    }

    private static RelNode ofSort(Sort sort, ImmutableBitSet needed) {
        var below = needed.union(ImmutableBitSet.of(sort.getCollation().getKeys()));
        var input = prune(sort.getInput(), below);
        var collation = moved(sort.getCollation(), below);
        return narrow(LogicalSort.create(input, collation, sort.offset, sort.fetch), below, needed);
    }
}
