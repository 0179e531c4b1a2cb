package io.weir.table.plan;

import org.apache.calcite.config.NullCollation;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Checks names and types. A string literal is VARCHAR, so that comparing with it pads nothing. */
final class QueryValidator extends SqlValidatorImpl {
    private final UsingNames usingNames = new UsingNames(this);

    QueryValidator(SqlOperatorTable operators, CalciteCatalogReader reader, SqlConformance conformance) {
        super(
                operators,
                reader,
                reader.getTypeFactory(),
                Config.DEFAULT
                        .withConformance(conformance)
                        .withTypeCoercionFactory(NumbersStayNumbers::new)
                        .withDefaultNullCollation(NullCollation.LAST)
                        .withIdentifierExpansion(true)
                        .withCallRewrite(true));
    }

    @Override
    protected void validateSelect(SqlSelect select, RelDataType targetRowType) {
        usingNames.resolve(select);
        super.validateSelect(select, targetRowType);
    }

    @Override
    public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
        if (expression instanceof SqlCharStringLiteral) {
            var varchar = getTypeFactory().createSqlType(SqlTypeName.VARCHAR);
            setValidatedNodeType(expression, varchar);
            return varchar;
        }
        return super.deriveType(scope, expression);
    }
}
