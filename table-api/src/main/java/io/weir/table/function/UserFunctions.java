package io.weir.table.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Accumulator;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.AggregateFunction;
import io.weir.expression.Expression;
import io.weir.expression.ScalarFunction;
import io.weir.graph.JarLoader;
import io.weir.graph.JobJar;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes functions of classes that a user names: CREATE FUNCTION. Those of the same jars share their classes. */
public final class UserFunctions implements AutoCloseable {
    private final FunctionCatalog catalog;
    private final Map<List<JobJar>, JarLoader> loaders = new HashMap<>();

    public UserFunctions(FunctionCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Adds the function that a class is, under a name of the user's choice. The class is looked for in the jars, then where the program
     * that runs has its own, then here.
     */
    public void register(String name, String className, List<String> jars) {
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

    private Object instance(String className, List<String> jars) {
        var named = find(className, jars)
                .orElseThrow(() -> new EngineException(
                        ErrorCode.NOT_FOUND, "no class " + className + (jars.isEmpty() ? "" : " in " + jars)));
        try {
            return named.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError unusable) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the class needs a public constructor without parameters that works: " + className,
                    unusable);
        }
    }

    private Optional<Class<?>> find(String className, List<String> jars) {
        var places = new ArrayList<ClassLoader>();
        if (!jars.isEmpty()) {
            places.add(loader(jars));
        }
        if (Thread.currentThread().getContextClassLoader() instanceof JarLoader program) {
            places.add(program);
        }
        places.add(UserFunctions.class.getClassLoader());
        for (var place : places) {
            try {
                return Optional.of(Class.forName(className, false, place));
            } catch (ClassNotFoundException missing) {
                // it may be in another
            }
        }
        return Optional.empty();
    }

    private JarLoader loader(List<String> jars) {
        var files = JarLoader.describe(jars.stream().map(Path::of).toList());
        return loaders.computeIfAbsent(List.copyOf(files.keySet()), absent -> new JarLoader(files));
    }

    /** The functions can be used no more. */
    @Override
    public void close() {
        for (var loader : loaders.values()) {
            try {
                loader.close();
            } catch (IOException e) {
                throw new EngineException(ErrorCode.FILE_ACCESS, "cannot close the jars of functions", e);
            }
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
