package io.weir.table.rule;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.weir.Nullable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.Sarg;
import org.apache.calcite.util.TimestampString;
import org.apache.calcite.util.Util;

/** Which part of rows a condition is thought to let pass, and what it tells about their columns. */
final class Selectivity {
    private static final double UNKNOWN = 0.25;
    private static final double RANGE = 1 / 3.0;
    private static final double EQUAL = 0.05;
    private static final double PREFIX = 0.05;
    private static final double CONTAINS = 0.1;
    private static final double LEAST = 1e-9;

    private final List<ColumnProfile> columns;

    Selectivity(List<ColumnProfile> columns) {
        this.columns = columns;
    }

    /** A range of values that several conditions leave of a column. */
    private record Bounds(double from, double to) {
        Bounds and(Bounds other) {
            return new Bounds(Math.max(from, other.from), Math.min(to, other.to));
        }
    }

    /** The rows that pass all conditions. */
    static Profile filter(Profile input, List<RexNode> conditions) {
        var selectivity = new Selectivity(input.columns());
        var rows = input.rows() * selectivity.all(conditions);
        var columns = new ArrayList<ColumnProfile>();
        var bounds = selectivity.bounds(conditions);
        for (var i = 0; i < input.columns().size(); i++) {
            var column = input.column(i);
            var known = bounds.get(i);
            if (known != null && known.from == known.to) {
                columns.add(column.single(known.from));
            } else if (known != null && column.hasRange() && known.from <= known.to) {
                columns.add(column.narrowed(known.from, known.to).thinned(input.rows(), rows));
            } else {
                columns.add(column.thinned(input.rows(), rows));
            }
        }
        return new Profile(rows, columns);
    }

    /** Which part passes all conditions, at least a little. */
    double all(List<RexNode> conditions) {
        var flat = conditions.stream()
                .flatMap(condition -> RelOptUtil.conjunctions(condition).stream())
                .toList();
        var part = 1.0;
        for (var condition : flat) {
            if (range(condition) == null) {
                part *= of(condition);
            }
        }
        for (var entry : bounds(flat).entrySet()) {
            var column = columns.get(entry.getKey());
            var bounds = entry.getValue();
            part *= bounds.from == bounds.to ? column.equal(bounds.from) : column.within(bounds.from, bounds.to);
        }
        return Math.max(part, LEAST);
    }

    /**
     * Which part of joined rows passes conditions over several inputs. The rows of each input have met already what {@link
     * ImpliedDisjunctions} finds a disjunction to say of it.
     *
     * @param inputOf the input that a column comes from
     */
    double joining(List<RexNode> conditions, IntUnaryOperator inputOf) {
        var part = 1.0;
        var plain = new ArrayList<RexNode>();
        for (var condition : conditions) {
            if (condition.isA(SqlKind.OR)) {
                part *= beyondImplied(condition, inputOf);
            } else {
                plain.add(condition);
            }
        }
        return Math.max(part * all(plain), LEAST);
    }

    private double beyondImplied(RexNode disjunction, IntUnaryOperator inputOf) {
        var branches = RelOptUtil.disjunctions(disjunction).stream()
                .map(RelOptUtil::conjunctions)
                .toList();
        var inputs = inputs(disjunction, inputOf);
        if (inputs.length <= 1) {
            return all(List.of(disjunction));
        }
        var part = any(branches);
        for (var input : inputs) {
            var said = branches.stream()
                    .map(branch -> branch.stream()
                            .filter(condition -> Arrays.equals(inputs(condition, inputOf), new int[] {input}))
                            .toList())
                    .toList();
            part /= said.stream().anyMatch(List::isEmpty) ? 1 : any(said);
        }
        return Math.min(1, part);
    }

    private static int[] inputs(RexNode expression, IntUnaryOperator inputOf) {
        return Expressions.columns(expression).asList().stream()
                .mapToInt(inputOf::applyAsInt)
                .distinct()
                .toArray();
    }

    /** Branches of a disjunction over several inputs are taken to exclude each other. */
    private double any(List<List<RexNode>> branches) {
        return Math.min(1, branches.stream().mapToDouble(this::all).sum());
    }

    private Map<Integer, Bounds> bounds(List<RexNode> conditions) {
        var bounds = new TreeMap<Integer, Bounds>();
        for (var condition : conditions) {
            for (var part : RelOptUtil.conjunctions(condition)) {
                var range = range(part);
                if (range != null) {
                    bounds.merge(columnOf(((RexCall) part).getOperands()), range, Bounds::and);
                }
            }
        }
        return bounds;
    }

    /** What a comparison of a column with a number leaves; null for other conditions. */
    private Bounds range(RexNode condition) {
        if (!(condition instanceof RexCall call) || call.getOperands().size() != 2) {
            return null;
        }
        if (columnOf(call.getOperands()) < 0) {
            return null;
        }
        var first = column(call.getOperands().get(0)) >= 0;
        var value = number(call.getOperands().get(first ? 1 : 0));
        if (Double.isNaN(value)) {
            return null;
        }
        var kind = first ? call.getKind() : call.getKind().reverse();
        return switch (kind) {
            case EQUALS -> new Bounds(value, value);
            case LESS_THAN, LESS_THAN_OR_EQUAL -> new Bounds(Double.NEGATIVE_INFINITY, value);
            case GREATER_THAN, GREATER_THAN_OR_EQUAL -> new Bounds(value, Double.POSITIVE_INFINITY);
            default -> null;
        };
    }

    /** The column that is compared with a literal; -1 if it is not just one. */
    private int columnOf(List<RexNode> operands) {
        if (operands.get(1) instanceof RexLiteral) {
            return column(operands.get(0));
        }
        return operands.get(0) instanceof RexLiteral ? column(operands.get(1)) : -1;
    }

    private int column(RexNode expression) {
        if (expression instanceof RexInputRef reference && reference.getIndex() < columns.size()) {
            return reference.getIndex();
        }
        return expression.isA(SqlKind.CAST)
                ? column(((RexCall) expression).getOperands().get(0))
                : -1;
    }

    private double of(RexNode condition) {
        if (condition.isAlwaysTrue()) {
            return 1;
        } else if (condition.isAlwaysFalse()) {
            return 0;
        } else if (condition instanceof RexInputRef) {
            return 0.5;
        } else if (!(condition instanceof RexCall call)) {
            return UNKNOWN;
        } else {
            return ofCall(call);
        }
    }

    private double ofCall(RexCall call) {
        var operands = call.getOperands();
        return switch (call.getKind()) {
            case AND -> all(operands);
            case OR ->
                1
                        - operands.stream()
                                .mapToDouble(part -> 1 - all(List.of(part)))
                                .reduce(1, (a, b) -> a * b);
            case NOT -> 1 - all(operands);
            case EQUALS, IS_NOT_DISTINCT_FROM -> equality(operands.get(0), operands.get(1));
            case NOT_EQUALS, IS_DISTINCT_FROM -> 1 - equality(operands.get(0), operands.get(1));
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> RANGE;
            case LIKE -> like(operands.get(1));
            case IS_NULL -> nulls(operands.get(0));
            case IS_NOT_NULL -> 1 - nulls(operands.get(0));
            case SEARCH -> search(operands.get(0), (RexLiteral) operands.get(1));
            default -> UNKNOWN;
        };
    }

    private double equality(RexNode left, RexNode right) {
        var first = column(left);
        var second = column(right);
        if (first >= 0 && second >= 0) {
            return 1 / columns.get(first).meeting(columns.get(second));
        }
        if (first < 0 && second < 0) {
            return EQUAL;
        }
        var column = columns.get(Math.max(first, second));
        return column.equal(number(first >= 0 ? right : left));
    }

    private static double like(RexNode pattern) {
        var text = pattern instanceof RexLiteral literal ? literal.getValueAs(String.class) : null;
        return text == null || text.startsWith("%") || text.startsWith("_") ? CONTAINS : PREFIX;
    }

    private double nulls(RexNode expression) {
        var column = column(expression);
        return column < 0 ? EQUAL : columns.get(column).nulls();
    }

    private double search(RexNode expression, RexLiteral literal) {
        var sarg = (Sarg<?>) literal.getValueAs(Sarg.class);
        if (sarg == null) {
            return UNKNOWN;
        }
        var index = column(expression);
        if (sarg.isComplementedPoints()) {
            return Math.max(0, 1 - sarg.rangeSet.complement().asRanges().size() * point(index));
        }
        var part = 0.0;
        for (Range<?> range : sarg.rangeSet.asRanges()) {
            part += ofRange(index, range);
        }
        return Math.min(1, part);
    }

    private double point(int column) {
        return column < 0 ? EQUAL : columns.get(column).equal(Double.NaN);
    }

    private double ofRange(int column, Range<?> range) {
        if (range.hasLowerBound()
                && range.hasUpperBound()
                && range.lowerBoundType() == BoundType.CLOSED
                && range.lowerEndpoint().equals(range.upperEndpoint())) {
            return column < 0 ? EQUAL : columns.get(column).equal(endpoint(range.lowerEndpoint()));
        }
        if (column < 0) {
            return RANGE;
        }
        var from = range.hasLowerBound() ? endpoint(range.lowerEndpoint()) : Double.NEGATIVE_INFINITY;
        var to = range.hasUpperBound() ? endpoint(range.upperEndpoint()) : Double.POSITIVE_INFINITY;
        return Double.isNaN(from) || Double.isNaN(to)
                ? RANGE
                : columns.get(column).within(from, to);
    }

    /** NaN for what is no number; null too. Days are counted by Java: the library would first look for the calendar of the place. */
    private static double endpoint(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        } else if (value instanceof DateString date) {
            return LocalDate.parse(date.toString()).toEpochDay();
        } else if (value instanceof TimestampString time) {
            return time.getMillisSinceEpoch() / 1000.0;
        }
        return Double.NaN;
    }

    /** A literal as {@link ColumnProfile#number} has values; NaN if it is no number. */
    private static double number(RexNode expression) {
        if (!(expression instanceof RexLiteral literal)
                || literal.isNull()
                || literal.getTypeName() == SqlTypeName.SARG) {
            return Double.NaN;
        }
        var name = literal.getType().getSqlTypeName();
        if (SqlTypeName.NUMERIC_TYPES.contains(name)) {
            return Util.first(literal.getValueAs(BigDecimal.class), BigDecimal.ZERO)
                    .doubleValue();
        }
        return switch (name) {
            case DATE -> endpoint(literal.getValueAs(DateString.class));
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> endpoint(literal.getValueAs(TimestampString.class));
            default -> Double.NaN;
        };
    }

    /** Whether conditions are cheap to evaluate in any order because none can fail. */
    static boolean cannotFail(RexNode condition) {
        if (condition instanceof RexInputRef || condition instanceof RexLiteral) {
            return true;
        }
        return condition instanceof RexCall call
                && switch (call.getKind()) {
                    case AND,
                            OR,
                            NOT,
                            EQUALS,
                            NOT_EQUALS,
                            LESS_THAN,
                            LESS_THAN_OR_EQUAL,
                            GREATER_THAN,
                            GREATER_THAN_OR_EQUAL,
                            LIKE,
                            IS_NULL,
                            IS_NOT_NULL,
                            SEARCH -> call.getOperands().stream().allMatch(Selectivity::cannotFail);
                    default -> false;
                };
    }
}
