package io.weir.table.translate;

import io.weir.Nullable;
import io.weir.expression.Literal;
import io.weir.formats.file.Domain;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Sarg;

/** What conditions imply for single columns: comparisons with constants and lists of constants, for skipping by statistics. */
final class DomainTranslation {
    /** A longer list is given as the range of its values. */
    private static final int LONGEST_LIST = 500;

    private final Schema schema;
    private final ExpressionTranslation expressions;

    DomainTranslation(Schema schema, ExpressionTranslation expressions) {
        this.schema = schema;
        this.expressions = expressions;
    }

    List<ColumnDomain> of(List<RexNode> conjuncts) {
        var domains = new ArrayList<ColumnDomain>();
        for (var conjunct : conjuncts) {
            if (conjunct instanceof RexCall call) {
                add(call, domains);
            }
        }
        return domains;
    }

    private void add(RexCall call, List<ColumnDomain> domains) {
        if (call.getOperands().isEmpty() || !(call.getOperands().get(0) instanceof RexInputRef column)) {
            addReversed(call, domains);
            return;
        }
        if (call.isA(SqlKind.IS_NULL)) {
            domains.add(new ColumnDomain(column.getIndex(), Domain.ONLY_NULL));
        } else if (call.isA(SqlKind.IS_NOT_NULL)) {
            domains.add(new ColumnDomain(column.getIndex(), Domain.NOT_NULL));
        } else if (call.getOperands().size() == 2) {
            var domain = call.isA(SqlKind.SEARCH)
                    ? ofSearch(column, (RexLiteral) call.getOperands().get(1))
                    : ofComparison(call.getKind(), column, call.getOperands().get(1));
            if (domain != null) {
                domains.add(new ColumnDomain(column.getIndex(), domain));
            }
        }
    }

    private void addReversed(RexCall call, List<ColumnDomain> domains) {
        if (call.getOperands().size() == 2 && call.getOperands().get(1) instanceof RexInputRef column) {
            var domain = ofComparison(
                    call.getKind().reverse(), column, call.getOperands().get(0));
            if (domain != null) {
                domains.add(new ColumnDomain(column.getIndex(), domain));
            }
        }
    }

    private @Nullable Domain ofComparison(SqlKind kind, RexInputRef column, RexNode other) {
        if (!RexUtil.isConstant(other) || !(expressions.of(other) instanceof Literal constant)) {
            return null;
        }
        var value = value(column, constant);
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case EQUALS -> Domain.of(List.of(value));
            case LESS_THAN -> Domain.range(null, true, value, false);
            case LESS_THAN_OR_EQUAL -> Domain.range(null, true, value, true);
            case GREATER_THAN -> above(column, value, false);
            case GREATER_THAN_OR_EQUAL -> above(column, value, true);
            default -> null;
        };
    }

    private @Nullable Domain ofSearch(RexInputRef column, RexLiteral literal) {
        Sarg<?> sarg = literal.getValueAs(Sarg.class);
        if (sarg == null || sarg.nullAs == RexUnknownAs.TRUE || sarg.rangeSet.isEmpty()) {
            return null;
        }
        if (sarg.isPoints() && sarg.pointCount <= LONGEST_LIST) {
            var values = new ArrayList<Object>();
            for (var range : sarg.rangeSet.asRanges()) {
                var value = value(column, range.lowerEndpoint());
                if (value == null) {
                    return null;
                }
                values.add(value);
            }
            return Domain.of(values);
        }
        var span = sarg.rangeSet.span();
        var low = span.hasLowerBound() ? value(column, span.lowerEndpoint()) : null;
        var high = span.hasUpperBound() ? value(column, span.upperEndpoint()) : null;
        return low != null && high == null ? above(column, low, true) : Domain.range(low, true, high, true);
    }

    /** NaN is greater than every bound, and statistics of files do not tell of it. */
    private @Nullable Domain above(RexInputRef column, Object low, boolean included) {
        var type = schema.type(column.getIndex());
        return type == Scalar.REAL || type == Scalar.DOUBLE ? null : Domain.range(low, included, null, true);
    }

    private @Nullable Object value(RexInputRef column, Literal constant) {
        if (constant.value() instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? value(column, new BigDecimal(number.toString())) : null;
        }
        return constant.type().equals(schema.type(column.getIndex())) ? constant.value() : null;
    }

    /** The constant as a value of the column's type; null where it is none, such as 1.5 for an integer. */
    private @Nullable Object value(RexInputRef column, @Nullable Comparable<?> value) {
        var type = schema.type(column.getIndex());
        if (type instanceof DataType.Char) {
            return null; // files may hold it with blanks or without
        }
        try {
            return LiteralTranslation.exactly(type, value);
        } catch (ArithmeticException notOfThatType) {
            return null;
        }
    }
}
