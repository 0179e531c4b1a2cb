package io.weir.table.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/** Makes expressions whose string literals are VARCHAR, and windows whose sum of no rows is null without being told so. */
final class EngineRexBuilder extends RexBuilder {
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
                type,
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
                type,
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
}
