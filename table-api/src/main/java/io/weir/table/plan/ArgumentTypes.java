package io.weir.table.plan;

import io.weir.Nullable;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.table.node.TypeMapping;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Finds the signature that suits the arguments of a call. */
final class ArgumentTypes {
    /** What a bare NULL may be; the first that suits is taken. */
    private static final List<DataType> ANY = List.of(
            Scalar.VARCHAR,
            Scalar.BIGINT,
            Scalar.DOUBLE,
            Scalar.BOOLEAN,
            Scalar.DATE,
            new DataType.Timestamp(6, false),
            Scalar.VARBINARY);

    private ArgumentTypes() {}

    /** Asks with the arguments' types, nulls as each type in turn. */
    static Optional<Signature> resolve(
            List<RelDataType> arguments, Function<List<DataType>, @Nullable Signature> resolve) {
        var untyped = arguments.stream().anyMatch(ArgumentTypes::untyped);
        if (!untyped) {
            return Optional.ofNullable(
                    resolve.apply(arguments.stream().map(ArgumentTypes::typed).toList()));
        }
        for (var guess : ANY) {
            var types = new ArrayList<DataType>();
            arguments.forEach(type -> types.add(untyped(type) ? guess : typed(type)));
            var found = resolve.apply(types);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** A word of a function's own syntax arrives as text: {@code trim(both ...)}. */
    private static DataType typed(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.SYMBOL ? Scalar.VARCHAR : TypeMapping.of(type);
    }

    private static boolean untyped(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.NULL;
    }
}
