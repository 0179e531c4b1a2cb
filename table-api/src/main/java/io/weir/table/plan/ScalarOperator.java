package io.weir.table.plan;

import io.weir.ErrorCode;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.table.node.TypeMapping;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/** The functions of one name in a query. Which of them is meant is told by the arguments' types. */
public final class ScalarOperator extends SqlFunction {
    private final List<ScalarFunction> overloads;

    /** A function and how its arguments are to be converted. */
    public record Match(ScalarFunction function, Signature signature) {}

    ScalarOperator(String name, List<ScalarFunction> overloads) {
        super(
                name.toUpperCase(Locale.ROOT),
                SqlKind.OTHER_FUNCTION,
                binding -> {
                    var match = match(overloads, binding.collectOperandTypes())
                            .orElseThrow(() -> new AssertionError("unchecked call of " + name));
                    return TypeMapping.toRel(match.signature().result(), binding.getTypeFactory());
                },
                null,
                new Checker(overloads),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.overloads = overloads;
    }

    List<ScalarFunction> overloads() {
        return overloads;
    }

    /** The function meant for these arguments. They may still have to be cast to the signature's parameters. */
    public Optional<Match> match(List<RelDataType> arguments) {
        return match(overloads, arguments);
    }

    private static Optional<Match> match(List<ScalarFunction> overloads, List<RelDataType> arguments) {
        for (var function : overloads) {
            var signature = ArgumentTypes.resolve(arguments, function::resolve);
            if (signature.isPresent()) {
                return Optional.of(new Match(function, signature.get()));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean isDeterministic() {
        return overloads.stream().allMatch(ScalarFunction::deterministic);
    }

    private record Checker(List<ScalarFunction> overloads) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            var arguments = binding.collectOperandTypes();
            if (match(overloads, arguments).isPresent()) {
                return true;
            }
            if (throwOnFailure) {
                throw Mistakes.at(
                        binding.getCall().getParserPosition(),
                        ErrorCode.TYPE_MISMATCH,
                        Mistakes.notTaken(
                                binding.getOperator().getName().toLowerCase(Locale.ROOT), Mistakes.list(arguments)));
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
