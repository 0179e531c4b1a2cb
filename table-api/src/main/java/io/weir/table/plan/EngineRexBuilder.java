package io.weir.table.plan;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/** Makes expressions whose string literals are VARCHAR. */
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
}
