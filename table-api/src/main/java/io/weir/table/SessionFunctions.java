package io.weir.table;

import io.weir.Nullable;
import io.weir.aggregate.Aggregates;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.expression.ScalarFunction;
import io.weir.function.Functions;
import io.weir.table.catalog.Catalog;
import io.weir.table.function.FunctionCatalog;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The functions that tell of the session, besides those that are the same in all. */
final class SessionFunctions {
    /** All schemas are in one catalog. */
    private static final String CATALOG = "weir";

    private SessionFunctions() {}

    static FunctionCatalog of(Catalog catalog) {
        return new FunctionCatalog(() -> scalars(catalog), Aggregates.all());
    }

    private static List<ScalarFunction> scalars(Catalog catalog) {
        var functions = new ArrayList<>(Functions.all());
        for (var name : List.of("current_schema", "current_database")) {
            functions.add(new Told(name, catalog::currentSchema));
        }
        functions.add(new Told("current_catalog", () -> CATALOG));
        return functions;
    }

    /** A function without arguments whose answer is known when a query is planned. */
    private record Told(String name, Supplier<String> answer) implements ScalarFunction {
        @Override
        public @Nullable Signature resolve(List<DataType> arguments) {
            return arguments.isEmpty() ? new Signature(List.of(), Scalar.VARCHAR) : null;
        }

        @Override
        public Expression bind(List<Expression> arguments, Signature signature) {
            return new Literal(Scalar.VARCHAR, answer.get());
        }
    }
}
