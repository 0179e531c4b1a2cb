package io.weir.table.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.AggregateFunction;
import io.weir.expression.Expression;
import io.weir.expression.ScalarFunction;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes functions of classes that a user names: CREATE FUNCTION. */
public final class UserFunctions {
    private UserFunctions() {}

    /** Adds the function that a class is, under a name of the user's choice. The class is looked for in the jars, then here. */
    public static void register(FunctionCatalog catalog, String name, String className, List<String> jars) {
        var function = instance(className, jars);
        if (function instanceof ScalarFunction scalar) {
            catalog.register(new RenamedScalar(name, scalar));
        } else if (function instanceof AggregateDefinition aggregate) {
            catalog.register(new RenamedAggregate(name, aggregate));
        } else if (function instanceof RowFunction row) {
            catalog.register(new RowScalar(name, row));
        } else if (function instanceof RowAggregate<?> row) {
            catalog.register(new RowDefinition<>(name, row));
        } else {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the class implements none of RowFunction, RowAggregate, ScalarFunction and AggregateDefinition: "
                            + className);
        }
    }

    private static Object instance(String className, List<String> jars) {
        var loader = jars.isEmpty()
                ? UserFunctions.class.getClassLoader()
                : new URLClassLoader(
                        jars.stream().map(UserFunctions::url).toArray(URL[]::new),
                        UserFunctions.class.getClassLoader());
        try {
            return Class.forName(className, true, loader).getConstructor().newInstance();
        } catch (ClassNotFoundException missing) {
            throw new EngineException(
                    ErrorCode.NOT_FOUND, "no class " + className + (jars.isEmpty() ? "" : " in " + jars), missing);
        } catch (ReflectiveOperationException | LinkageError unusable) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the class needs a public constructor without parameters that works: " + className,
                    unusable);
        }
    }

    private static URL url(String jar) {
        var path = Path.of(jar);
        if (!Files.isReadable(path)) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no jar " + jar);
        }
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private record RenamedScalar(String name, ScalarFunction function) implements ScalarFunction {
        @Override
        public @Nullable Signature resolve(List<DataType> arguments) {
            return function.resolve(arguments);
        }

        @Override
        public Expression bind(List<Expression> arguments, Signature signature) {
            return function.bind(arguments, signature);
        }

        @Override
        public boolean deterministic() {
            return function.deterministic();
        }
    }

    private record RenamedAggregate(String name, AggregateDefinition function) implements AggregateDefinition {
        @Override
        public ScalarFunction.@Nullable Signature resolve(List<DataType> arguments) {
            return function.resolve(arguments);
        }

        @Override
        public AggregateFunction bind(ScalarFunction.Signature signature) {
            return function.bind(signature);
        }

        @Override
        public boolean ignoresDuplicates() {
            return function.ignoresDuplicates();
        }

        @Override
        public boolean ordered() {
            return function.ordered();
        }
    }

    private record RowScalar(String name, RowFunction function) implements ScalarFunction {
        @Override
        public @Nullable Signature resolve(List<DataType> arguments) {
            var type = function.type(arguments);
            return type == null ? null : new Signature(arguments, type);
        }

        @Override
        public Expression bind(List<Expression> arguments, Signature signature) {
            return new RowFunctionCall(name, function, arguments, signature.result());
        }
    }

    private record RowDefinition<S extends Serializable>(String name, RowAggregate<S> aggregate)
            implements AggregateDefinition {
        @Override
        public ScalarFunction.@Nullable Signature resolve(List<DataType> arguments) {
            var type = aggregate.type(arguments);
            return type == null ? null : new ScalarFunction.Signature(arguments, type);
        }

        @Override
        public AggregateFunction bind(ScalarFunction.Signature signature) {
            return new RowBound<>(name, aggregate, signature.result());
        }
    }

    private record RowBound<S extends Serializable>(String name, RowAggregate<S> aggregate, DataType type)
            implements AggregateFunction {
        @Override
        public Schema partials() {
            return Schema.of(new Schema.Field("state", DataType.Scalar.VARBINARY));
        }

        @Override
        public Accumulator create() {
            return new RowAccumulator<>(name, aggregate, type);
        }
    }
}
