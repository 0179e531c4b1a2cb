package io.weir.table.plan;

import io.weir.ErrorCode;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.table.node.TypeMapping;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.util.Optionality;

/** An aggregate of the catalog in a query. */
public final class AggregateOperator extends SqlAggFunction {
    private final AggregateDefinition definition;

    AggregateOperator(AggregateDefinition definition) {
        super(
                definition.name().toUpperCase(Locale.ROOT),
                null,
                SqlKind.OTHER_FUNCTION,
                binding -> TypeMapping.toRel(
                        match(definition, binding.collectOperandTypes())
                                .orElseThrow(() -> new AssertionError("unchecked call of " + definition.name()))
                                .result(),
                        binding.getTypeFactory()),
                null,
                new Checker(definition),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                definition.ordered() ? Optionality.OPTIONAL : Optionality.FORBIDDEN);
        this.definition = definition;
    }

    public AggregateDefinition definition() {
        return definition;
    }

    /** The signature for these arguments, which may still have to be cast to its parameters. */
    public Optional<Signature> match(List<RelDataType> arguments) {
        return match(definition, arguments);
    }

    private static Optional<Signature> match(AggregateDefinition definition, List<RelDataType> arguments) {
        return ArgumentTypes.resolve(arguments, definition::resolve);
    }

    @Override
    public Optionality getDistinctOptionality() {
        return definition.ignoresDuplicates() ? Optionality.IGNORED : Optionality.OPTIONAL;
    }

    private record Checker(AggregateDefinition definition) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            var arguments = binding.collectOperandTypes();
            if (match(definition, arguments).isPresent()) {
                return true;
            }
            if (throwOnFailure) {
                throw Mistakes.at(
                        binding.getCall().getParserPosition(),
                        ErrorCode.TYPE_MISMATCH,
                        Mistakes.notTaken(definition.name(), Mistakes.list(arguments)));
            }
            return false;
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
