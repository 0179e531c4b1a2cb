package io.weir.function;

import io.weir.expression.Expression;
import io.weir.expression.PerRow;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects functions. Names are given with their aliases, separated by blanks. The methods without a binder take functions written
 * value by value, null where an argument is.
 */
final class Family {
    private final List<ScalarFunction> functions = new ArrayList<>();

    List<ScalarFunction> functions() {
        return functions;
    }

    void custom(String names, Definition.Resolver resolver, Definition.Binder binder) {
        for (var name : names.split(" ")) {
            functions.add(new Definition(name, resolver, binder, Definition.Repeatable.YES));
        }
    }

    /** One function whose name may have blanks in it. */
    void named(String name, List<DataType> parameters, DataType result, Definition.Binder binder) {
        functions.add(new Definition(name, fixed(parameters, result), binder, Definition.Repeatable.YES));
    }

    void unrepeatable(String names, Definition.Resolver resolver, Definition.Binder binder) {
        for (var name : names.split(" ")) {
            functions.add(new Definition(name, resolver, binder, Definition.Repeatable.NO));
        }
    }

    /** A function of fixed parameters that makes an expression of its own. */
    void bound(String names, List<DataType> parameters, DataType result, Definition.Binder binder) {
        custom(names, fixed(parameters, result), binder);
    }

    void rows(String names, List<DataType> parameters, DataType result, RowFunction function) {
        bound(names, parameters, result, perRow(names, function));
    }

    void rowsSeeingNulls(String names, List<DataType> parameters, DataType result, RowFunction function) {
        bound(names, parameters, result, perRowSeeingNulls(names, function));
    }

    void integers(String names, List<DataType> parameters, RowFunction.ToLong function) {
        rows(names, parameters, Scalar.BIGINT, RowFunction.integers(function));
    }

    void reals(String names, List<DataType> parameters, RowFunction.ToDouble function) {
        rows(names, parameters, Scalar.DOUBLE, RowFunction.reals(function));
    }

    void truths(String names, List<DataType> parameters, RowFunction.ToBoolean function) {
        rows(names, parameters, Scalar.BOOLEAN, RowFunction.booleans(function));
    }

    void texts(String names, List<DataType> parameters, RowFunction.ToText function) {
        rows(names, parameters, Scalar.VARCHAR, RowFunction.texts(function));
    }

    void binaries(String names, List<DataType> parameters, RowFunction.ToBinary function) {
        rows(names, parameters, Scalar.VARBINARY, RowFunction.binaries(function));
    }

    static Definition.Binder perRow(String names, RowFunction function) {
        var name = names.split(" ")[0];
        return (arguments, signature) -> PerRow.of(name, signature.result(), arguments, function);
    }

    static Definition.Binder perRowSeeingNulls(String names, RowFunction function) {
        var name = names.split(" ")[0];
        return (arguments, signature) -> PerRow.seeingNulls(name, signature.result(), arguments, function);
    }

    /** Takes arguments that convert to just these types. */
    static Definition.Resolver fixed(List<DataType> parameters, DataType result) {
        return arguments -> Coercion.acceptsAll(arguments, parameters) ? new Signature(parameters, result) : null;
    }

    /** Takes at least {@code least} arguments that have a type in common and answers that type. */
    static Definition.Resolver common(int least) {
        return arguments -> {
            var type = arguments.size() < least ? null : Coercion.common(arguments);
            return type == null ? null : new Signature(java.util.Collections.nCopies(arguments.size(), type), type);
        };
    }

    static List<DataType> types(List<Expression> expressions) {
        return expressions.stream().map(Expression::type).toList();
    }
}
