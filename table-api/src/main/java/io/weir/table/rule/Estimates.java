package io.weir.table.rule;

import io.weir.table.node.MarkJoin;
import io.weir.table.node.NullAwareAntiJoin;
import io.weir.table.node.ScanNode;
import io.weir.table.node.UnnestNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.plan.hep.HepRelVertex;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.mapping.IntPair;

/** How many rows each node of a plan is thought to answer, worked out from the statistics of its tables. */
public final class Estimates {
    private static final double UNKNOWN_ROWS = 100_000;
    private static final double BYTES_A_ROW = 50;
    private static final double ELEMENTS_A_LIST = 10;
    private static final double DAYS_A_YEAR = 365.25;
    private static final double SECONDS_A_DAY = 86_400;

    private final IdentityHashMap<RelNode, Profile> known = new IdentityHashMap<>();
    private int tables;

    public double rows(RelNode node) {
        return of(node).rows();
    }

    Profile of(RelNode node) {
        if (node instanceof HepRelVertex vertex) {
            return of(vertex.getCurrentRel());
        }
        var found = known.get(node);
        if (found == null) {
            found = workOut(node);
            known.put(node, found);
        }
        return found;
    }

    private Profile workOut(RelNode node) {
        if (node instanceof ScanNode scan) {
            return ofScan(scan);
        } else if (node instanceof Filter filter) {
            return Selectivity.filter(of(filter.getInput()), List.of(filter.getCondition()));
        } else if (node instanceof Project project) {
            return ofProject(project);
        } else if (node instanceof Join join) {
            return ofJoin(join);
        } else if (node instanceof NullAwareAntiJoin join) {
            var input = of(join.getLeft());
            return input.thinned(input.rows() * 0.9);
        } else if (node instanceof MarkJoin join) {
            var input = of(join.getLeft());
            return input.concat(Profile.unknown(input.rows(), 1), input.rows());
        } else if (node instanceof Aggregate aggregate) {
            return ofAggregate(aggregate);
        } else if (node instanceof Sort sort) {
            return ofSort(sort);
        } else if (node instanceof Values values) {
            return Profile.unknown(
                    values.getTuples().size(), values.getRowType().getFieldCount());
        }
        return ofOther(node);
    }

    private Profile ofOther(RelNode node) {
        var width = node.getRowType().getFieldCount();
        if (node instanceof Union union) {
            return Profile.unknown(
                    union.getInputs().stream().mapToDouble(this::rows).sum(), width);
        } else if (node instanceof Intersect || node instanceof Minus) {
            return Profile.unknown(rows(node.getInput(0)) / 2, width);
        } else if (node instanceof Window window) {
            var input = of(window.getInput());
            return input.concat(
                    Profile.unknown(input.rows(), width - input.columns().size()), input.rows());
        } else if (node instanceof Correlate correlate) {
            return Profile.unknown(rows(correlate.getLeft()) * Math.max(1, rows(correlate.getRight())), width);
        } else if (node instanceof Uncollect || node instanceof UnnestNode) {
            return Profile.unknown(rows(node.getInput(0)) * ELEMENTS_A_LIST, width);
        }
        var rows = node.getInputs().stream().mapToDouble(this::rows).max().orElse(1);
        return Profile.unknown(rows, width);
    }

    private Profile ofScan(ScanNode scan) {
        var statistics = scan.source().statistics();
        var rows = statistics.rows() >= 0
                ? statistics.rows()
                : statistics.bytes() >= 0 ? statistics.bytes() / BYTES_A_ROW : UNKNOWN_ROWS;
        var schema = scan.source().schema();
        var table = nextTable();
        var columns = new ArrayList<ColumnProfile>();
        for (var column : scan.columns()) {
            columns.add(ColumnProfile.of(statistics.column(column), schema.type(column), rows)
                    .in(table));
        }
        var all = new Profile(rows, columns);
        return scan.filters().isEmpty() ? all : Selectivity.filter(all, scan.filters());
    }

    /** A table as a bit. Beyond 64 some share one, which makes estimates worse, no more. */
    private long nextTable() {
        return 1L << tables++;
    }

    private Profile ofProject(Project project) {
        var input = of(project.getInput());
        return new Profile(
                input.rows(),
                project.getProjects().stream()
                        .map(expression -> ofExpression(expression, input))
                        .toList());
    }

    private static ColumnProfile ofExpression(RexNode expression, Profile input) {
        if (expression instanceof RexInputRef reference) {
            return input.column(reference.getIndex());
        } else if (expression instanceof RexLiteral) {
            return ColumnProfile.unknown(input.rows()).withDistinct(1);
        } else if (expression.isA(SqlKind.CAST)) {
            return ofExpression(((RexCall) expression).getOperands().get(0), input);
        }
        if (expression.isA(SqlKind.EXTRACT)) {
            return ofExtract((RexCall) expression, input);
        }
        var values = 1.0;
        for (var column : Expressions.columns(expression)) {
            values *= input.column(column).distinct();
        }
        var guess = ColumnProfile.unknown(input.rows());
        return guess.withDistinct(Math.max(1, Math.min(values, guess.distinct())));
    }

    /** As many values as the unit has, years as many as lie in the range. */
    private static ColumnProfile ofExtract(RexCall call, Profile input) {
        var unit = ((RexLiteral) call.getOperands().get(0)).getValueAs(TimeUnitRange.class);
        var moment = ofExpression(call.getOperands().get(1), input);
        var day = call.getOperands().get(1).getType().getSqlTypeName() == SqlTypeName.DATE ? 1 : SECONDS_A_DAY;
        var values = switch (unit == null ? TimeUnitRange.EPOCH : unit) {
            case YEAR, ISOYEAR -> (moment.high() - moment.low()) / (day * DAYS_A_YEAR) + 1;
            case QUARTER -> 4;
            case MONTH -> 12;
            case WEEK -> 53;
            case DAY -> 31;
            case DOW, ISODOW -> 7;
            case DOY -> 366;
            case HOUR -> 24;
            case MINUTE, SECOND -> 60;
            default -> Double.NaN;
        };
        var most = Double.isNaN(values) ? moment.distinct() : Math.min(values, moment.distinct());
        return ColumnProfile.unknown(input.rows()).withDistinct(Math.max(1, Math.min(most, input.rows())));
    }

    private Profile ofJoin(Join join) {
        var left = of(join.getLeft());
        var right = of(join.getRight());
        var condition = join.analyzeCondition();
        var width = left.columns().size();
        var keys = new MeetingKeys();
        condition.pairs().forEach(pair -> keys.add(left.column(pair.source), right.column(pair.target)));
        var both = left.concat(right, left.rows() * right.rows() / keys.values());
        var selectivity = new Selectivity(both.columns());
        var part = join.getJoinType() == JoinRelType.INNER
                ? selectivity.joining(condition.nonEquiConditions, column -> column < width ? 0 : 1)
                : selectivity.all(condition.nonEquiConditions);
        var inner = both.rows() * part;
        return switch (join.getJoinType()) {
            case SEMI -> {
                var crossed = condition.leftKeys.isEmpty();
                yield left.thinned(left.rows() * (crossed ? Math.min(1, part * right.rows()) : keys.matched()));
            }
            case ANTI -> left.thinned(left.rows() * Math.max(0.1, 1 - keys.matched()));
            case INNER -> sized(united(both, condition.pairs(), width), inner);
            default -> sized(both, joined(join.getJoinType(), inner, left.rows(), right.rows()));
        };
    }

    /** Columns that are equal belong to the tables of both. */
    private static Profile united(Profile both, List<IntPair> keys, int leftWidth) {
        var columns = new ArrayList<>(both.columns());
        for (var pair : keys) {
            var tables = columns.get(pair.source).tables()
                    | columns.get(leftWidth + pair.target).tables();
            columns.set(pair.source, columns.get(pair.source).in(tables));
            columns.set(
                    leftWidth + pair.target,
                    columns.get(leftWidth + pair.target).in(tables));
        }
        return new Profile(both.rows(), columns);
    }

    private static double joined(JoinRelType type, double inner, double left, double right) {
        return Math.max(
                inner, Math.max(type.generatesNullsOnRight() ? left : 0, type.generatesNullsOnLeft() ? right : 0));
    }

    /** A joined row repeats values: no column has more than the rows. */
    private static Profile sized(Profile profile, double rows) {
        return new Profile(
                rows,
                profile.columns().stream()
                        .map(column -> column.withDistinct(Math.max(1, Math.min(column.distinct(), rows))))
                        .toList());
    }

    private Profile ofAggregate(Aggregate aggregate) {
        var input = of(aggregate.getInput());
        var rows = 0.0;
        for (var set : aggregate.getGroupSets()) {
            var groups = 1.0;
            for (var key : set) {
                groups *= input.column(key).distinct();
            }
            rows += set.isEmpty() ? 1 : Math.min(groups, Math.max(1, input.rows()));
        }
        var columns = new ArrayList<ColumnProfile>();
        for (var key : aggregate.getGroupSet()) {
            var column = input.column(key);
            columns.add(column.withDistinct(Math.min(column.distinct(), rows)));
        }
        for (var call : aggregate.getAggCallList()) {
            columns.add(ofCall(call, input, rows));
        }
        var table = nextTable();
        return new Profile(
                rows, columns.stream().map(column -> column.in(table)).toList());
    }

    /** The least and the greatest value are values of the column. */
    private static ColumnProfile ofCall(AggregateCall call, Profile input, double rows) {
        return switch (call.getAggregation().getKind()) {
            case MIN, MAX, ANY_VALUE, SINGLE_VALUE -> {
                var column = input.column(call.getArgList().get(0));
                yield column.withDistinct(Math.max(1, Math.min(column.distinct(), rows)));
            }
            default -> ColumnProfile.unknown(rows);
        };
    }

    private Profile ofSort(Sort sort) {
        var input = of(sort.getInput());
        var skipped = sort.offset instanceof RexLiteral literal ? RexLiteral.intValue(literal) : 0;
        var rows = Math.max(0, input.rows() - skipped);
        return input.thinned(
                sort.fetch instanceof RexLiteral literal ? Math.min(rows, RexLiteral.intValue(literal)) : rows);
    }
}
