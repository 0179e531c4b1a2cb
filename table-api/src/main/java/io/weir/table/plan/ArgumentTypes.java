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
public final class ArgumentTypes {
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

    /** Asks with the arguments' types, nulls as each type in turn; what empty collections hold, as one of the other types first. */
    public static Optional<Signature> resolve(
            List<RelDataType> arguments, Function<List<DataType>, @Nullable Signature> resolve) {
        if (arguments.stream().noneMatch(ArgumentTypes::isOpen)) {
            return Optional.ofNullable(
                    resolve.apply(arguments.stream().map(ArgumentTypes::typed).toList()));
        }
        var guesses = new ArrayList<DataType>();
        if (arguments.stream().anyMatch(type -> isOpen(type) && !isNull(type))) {
            arguments.stream().filter(type -> !isOpen(type)).forEach(type -> guesses.add(typed(type)));
        }
        guesses.addAll(ANY);
        for (var guess : guesses) {
            var types = new ArrayList<DataType>();
            arguments.forEach(type -> types.add(isOpen(type) ? closed(type, guess) : typed(type)));
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

    /** Whether it is the type of a bare NULL or of an empty collection. */
    public static boolean isOpen(RelDataType type) {
        var inside = type.getComponentType() == null ? type.getKeyType() : type.getComponentType();
        return isNull(type) || inside != null && isNull(inside);
    }

    /** An open type with another in its place, or, if that is no collection, in the place of what it holds. */
    public static DataType closed(RelDataType type, DataType guess) {
        return switch (type.getSqlTypeName()) {
            case ARRAY -> guess instanceof DataType.ListOf ? guess : new DataType.ListOf(guess);
            case MAP -> guess instanceof DataType.MapOf ? guess : new DataType.MapOf(guess, guess);
            default -> guess;
        };
    }

    private static boolean isNull(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.NULL;
    }
}
