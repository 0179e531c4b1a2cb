package io.weir.table.plan;

import io.weir.EngineException;
import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/** Works out expressions without columns while planning, as the engine would. What fails stays as it is, to fail when it runs. */
final class ConstantFolding implements RexExecutor {
    private static final Batch ONE_ROW = Batch.of(1);

    private final Function<RexNode, Expression> expressions;

    ConstantFolding(Function<RexNode, Expression> expressions) {
        this.expressions = expressions;
    }

    @Override
    public void reduce(RexBuilder builder, List<RexNode> constants, List<RexNode> reduced) {
        for (var constant : constants) {
            reduced.add(constant instanceof RexLiteral ? constant : reduce(builder, constant));
        }
    }

    private RexNode reduce(RexBuilder builder, RexNode constant) {
        try {
            var vector = expressions.apply(constant).evaluate(ONE_ROW, Selection.all(1));
            var literal = literal((EngineRexBuilder) builder, Values.get(vector, 0), constant.getType());
            return literal == null ? constant : literal;
        } catch (EngineException e) {
            return constant;
        }
    }

    /** Null for values that a plan cannot hold as a literal. */
    private static @Nullable RexNode literal(EngineRexBuilder builder, @Nullable Object value, RelDataType type) {
        if (value == null) {
            return builder.makeNullLiteral(type);
        }
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> builder.makeLiteral((Boolean) value);
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                builder.makeExactLiteral(BigDecimal.valueOf(((Number) value).longValue()), type);
            case DECIMAL -> builder.makeExactLiteral((BigDecimal) value, type);
            case REAL, DOUBLE ->
                Double.isFinite(((Number) value).doubleValue())
                        ? builder.makeApproxLiteral(new BigDecimal(value.toString()), type)
                        : null;
            case VARCHAR -> builder.varchar((String) value, type);
            case DATE -> isCommon((LocalDate) value) ? builder.makeDateLiteral(date((LocalDate) value)) : null;
            case TIME -> builder.makeTimeLiteral(time((LocalTime) value), type.getPrecision());
            case TIMESTAMP ->
                isCommon(((LocalDateTime) value).toLocalDate())
                        ? builder.makeTimestampLiteral(timestamp((LocalDateTime) value), type.getPrecision())
                        : null;
            default -> null;
        };
    }

    /** The library knows years of four digits only, and makes 2000 of 12000. */
    private static boolean isCommon(LocalDate date) {
        return date.getYear() >= 1 && date.getYear() <= 9999;
    }

    /** Of numbers: to count days, the library would first look for the calendar of the place it runs at. */
    private static DateString date(LocalDate date) {
        return new DateString(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    static TimeString time(LocalTime time) {
        return new TimeString(time.getHour(), time.getMinute(), time.getSecond()).withNanos(time.getNano());
    }

    static TimestampString timestamp(LocalDateTime time) {
        return TimestampString.fromMillisSinceEpoch(time.toEpochSecond(ZoneOffset.UTC) * 1000)
                .withNanos(time.getNano());
    }
}
