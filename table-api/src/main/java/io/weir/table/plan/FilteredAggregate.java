package io.weir.table.plan;

import io.weir.ErrorCode;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.ExplicitOperatorBinding;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Optionality;

/** An aggregate over a window with a FILTER: a call's first operand is the condition, the others are the aggregate's own. */
public final class FilteredAggregate extends SqlAggFunction {
    /** Leads the names of these operators; no name that a query calls begins so. */
    private static final String PREFIX = "FILTERED ";

    private final SqlAggFunction inner;

    FilteredAggregate(SqlAggFunction inner) {
        super(
                name(inner.getName()),
                null,
                SqlKind.OTHER_FUNCTION,
                binding -> type(inner, binding),
                null,
                new Checker(inner),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                Optionality.FORBIDDEN);
        this.inner = inner;
    }

    static String name(String aggregate) {
        return PREFIX + aggregate.toUpperCase(Locale.ROOT);
    }

    static boolean isName(String name) {
        return name.toUpperCase(Locale.ROOT).startsWith(PREFIX);
    }

    static String innerName(String name) {
        return name.substring(PREFIX.length());
    }

    public SqlAggFunction inner() {
        return inner;
    }

    @Override
    public Optionality getDistinctOptionality() {
        return inner.getDistinctOptionality();
    }

    /** A filter may leave no row, so that all but counts may be null. */
    private static RelDataType type(SqlAggFunction inner, SqlOperatorBinding binding) {
        var types = binding.collectOperandTypes();
        var own = new ExplicitOperatorBinding(binding.getTypeFactory(), inner, types.subList(1, types.size())) {
            @Override
            public boolean hasEmptyGroup() {
                return true;
            }
        };
        return inner.inferReturnType(own);
    }

    private record Checker(SqlAggFunction inner) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            var call = binding.getCall();
            var operands = call.getOperandList();
            var condition = binding.getOperandType(0);
            if (!SqlTypeUtil.inBooleanFamily(condition)) {
                throw Mistakes.at(
                        call.operand(0).getParserPosition(), ErrorCode.TYPE_MISMATCH, "FILTER needs a condition");
            }
            if (inner.getKind() == SqlKind.COUNT) {
                return true;
            }
            SqlCall own = inner.createCall(
                    call.getFunctionQuantifier(),
                    call.getParserPosition(),
                    operands.subList(1, operands.size()).toArray(SqlNode[]::new));
            return inner.checkOperandTypes(
                    new SqlCallBinding(binding.getValidator(), binding.getScope(), own), throwOnFailure);
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.any();
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return name.toLowerCase(Locale.ROOT) + "(...)";
        }
    }
}
