package io.weir.function;

import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.expression.ScalarFunction;
import io.weir.type.DataType;
import java.util.List;
import java.util.Locale;

/** A function given by how it resolves its argument types and what it makes of its arguments. */
public final class Definition implements ScalarFunction {
    /** See {@link ScalarFunction#resolve}. */
    @FunctionalInterface
    public interface Resolver {
        @Nullable
        Signature resolve(List<DataType> arguments);
    }

    /** See {@link ScalarFunction#bind}. */
    @FunctionalInterface
    public interface Binder {
        Expression bind(List<Expression> arguments, Signature signature);
    }

    /** Whether two calls with the same arguments answer the same. */
    public enum Repeatable {
        YES,
        NO
    }

    private final String name;
    private final Resolver resolver;
    private final Binder binder;
    private final Repeatable repeatable;

    Definition(String name, Resolver resolver, Binder binder, Repeatable repeatable) {
        this.name = name.toLowerCase(Locale.ROOT);
        this.resolver = resolver;
        this.binder = binder;
        this.repeatable = repeatable;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Signature resolve(List<DataType> arguments) {
        return resolver.resolve(arguments);
    }

    @Override
    public Expression bind(List<Expression> arguments, Signature signature) {
        return binder.bind(arguments, signature);
    }

    @Override
    public boolean deterministic() {
        return repeatable == Repeatable.YES;
    }

    @Override
    public String toString() {
        return name;
    }
}
