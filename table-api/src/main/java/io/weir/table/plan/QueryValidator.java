package io.weir.table.plan;

import io.weir.EngineException;
import io.weir.Nullable;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Checks names and types. A string literal is VARCHAR, so that comparing with it pads nothing. */
final class QueryValidator extends SqlValidatorImpl {
    /** Functions that are called by their names alone. */
    private static final Set<String> WITHOUT_BRACKETS = SqlStdOperatorTable.instance().getOperatorList().stream()
            .filter(operator -> operator.getSyntax() == SqlSyntax.FUNCTION_ID)
            .map(operator -> operator.getName().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

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
    protected void validateNamespace(SqlValidatorNamespace namespace, RelDataType targetRowType) {
        placed(namespace.getNode(), () -> super.validateNamespace(namespace, targetRowType));
    }

    /** Asked of every column, which so need not be looked for among all functions. */
    @Override
    public @Nullable SqlCall makeNullaryCall(SqlIdentifier name) {
        return WITHOUT_BRACKETS.contains(name.names.get(0).toLowerCase(Locale.ROOT))
                ? super.makeNullaryCall(name)
                : null;
    }

    @Override
    protected void validateFrom(SqlNode node, RelDataType targetRowType, SqlValidatorScope scope) {
        placed(node, () -> super.validateFrom(node, targetRowType, scope));
    }

    /** What is wrong with the files of a table has its place where the query names the table. */
    private static void placed(@Nullable SqlNode node, Runnable check) {
        try {
            check.run();
        } catch (EngineException e) {
            if (!(node instanceof SqlIdentifier name)) {
                throw e;
            }
            var place = name.getParserPosition();
            throw new CalciteContextException(
                    "", e, place.getLineNum(), place.getColumnNum(), place.getEndLineNum(), place.getEndColumnNum());
        }
    }

    @Override
    protected void validateSelect(SqlSelect select, RelDataType targetRowType) {
        ByAll.expand(select, item -> isAggregate(ByAll.selecting(item)));
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
        MomentsApart.recognize(expression, this, scope);
        MixedOperands.recognize(expression, this, scope);
        var type = super.deriveType(scope, expression);
        if (expression.getKind() != SqlKind.OVER || type.isNullable()) {
            return type;
        }
        SqlCall call = ((SqlCall) expression).operand(0);
        var answered = EngineRexBuilder.answer(call.getOperator(), type, getTypeFactory());
        setValidatedNodeType(expression, answered);
        setValidatedNodeType(call, answered);
        return answered;
    }

    /** The planner's own way of resolving loses the frame of a window that refers to another. */
    @Override
    public SqlWindow resolveWindow(SqlNode windowOrName, SqlValidatorScope scope) {
        var own = windowOrName instanceof SqlIdentifier name ? getWindowByName(name, scope) : (SqlWindow) windowOrName;
        return own.getRefName() == null && SqlWindow.isExcludeNoOthers(own.getExclude())
                ? own
                : new ResolvedWindow(super.resolveWindow(own, scope), own);
    }

    /** A window with the partition and the order of those that it refers to, and a frame of its own. */
    private static final class ResolvedWindow extends SqlWindow {
        ResolvedWindow(SqlWindow base, SqlWindow own) {
            super(
                    own.getParserPosition(),
                    (SqlIdentifier) own.getOperandList().get(0),
                    null,
                    base.getPartitionList(),
                    base.getOrderList(),
                    WindowSyntax.isRows(own),
                    own.getLowerBound(),
                    own.getUpperBound(),
                    null,
                    own.getExclude());
        }
    }
}
