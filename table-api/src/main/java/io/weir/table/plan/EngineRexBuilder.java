package io.weir.table.plan;

import com.google.common.collect.ImmutableList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/** Makes expressions whose string literals are VARCHAR, and windows whose sum of no rows is null without being told so. */
final class EngineRexBuilder extends RexBuilder {
    private static final Set<SqlKind> NEVER_NULL = EnumSet.of(
            SqlKind.COUNT,
            SqlKind.ROW_NUMBER,
            SqlKind.RANK,
            SqlKind.DENSE_RANK,
            SqlKind.PERCENT_RANK,
            SqlKind.CUME_DIST,
            SqlKind.NTILE);

    EngineRexBuilder(RelDataTypeFactory factory) {
        super(factory);
    }

    @Override
    public RexLiteral makeCharLiteral(NlsString text) {
        return makeLiteral(text, getTypeFactory().createSqlType(SqlTypeName.VARCHAR), SqlTypeName.CHAR);
    }

    @Override
    protected RexLiteral makePreciseStringLiteral(String text) {
        return makeCharLiteral(new NlsString(text, null, null));
    }

    /** A literal of a VARCHAR type, with a length or without. */
    RexLiteral varchar(String text, RelDataType type) {
        var notNull = getTypeFactory().createTypeWithNullability(type, false);
        return makeLiteral(new NlsString(text, null, null), notNull, SqlTypeName.CHAR);
    }

    @Override
    public RexNode makeOver(
            RelDataType type,
            SqlAggFunction aggregate,
            List<RexNode> operands,
            List<RexNode> partition,
            ImmutableList<RexFieldCollation> order,
            RexWindowBound lower,
            RexWindowBound upper,
            RexWindowExclusion exclude,
            boolean rows,
            boolean allowPartial,
            boolean nullWhenCountZero,
            boolean distinct,
            boolean ignoreNulls) {
        return super.makeOver(
                answer(aggregate, type, getTypeFactory()),
                aggregate,
                operands,
                partition,
                order,
                lower,
                upper,
                exclude,
                rows,
                allowPartial,
                false,
                distinct,
                ignoreNulls);
    }

    @Override
    public RexNode makeOver(
            SqlParserPos position,
            RelDataType type,
            SqlAggFunction aggregate,
            List<RexNode> operands,
            List<RexNode> partition,
            ImmutableList<RexFieldCollation> order,
            RexWindowBound lower,
            RexWindowBound upper,
            RexWindowExclusion exclude,
            boolean rows,
            boolean allowPartial,
            boolean nullWhenCountZero,
            boolean distinct,
            boolean ignoreNulls) {
        return super.makeOver(
                position,
                answer(aggregate, type, getTypeFactory()),
                aggregate,
                operands,
                partition,
                order,
                lower,
                upper,
                exclude,
                rows,
                allowPartial,
                false,
                distinct,
                ignoreNulls);
    }

    /** What a function answers over a window: null for a frame that is empty, or too short, unless the function only counts. */
    static RelDataType answer(SqlOperator function, RelDataType type, RelDataTypeFactory factory) {
        var counting = function instanceof FilteredAggregate filtered ? filtered.inner() : function;
        return NEVER_NULL.contains(counting.getKind()) ? type : factory.createTypeWithNullability(type, true);
    }
}
