package io.weir.expression;

import io.weir.Nullable;
import io.weir.type.DataType;
import java.util.List;

/** A function as a planner sees it: a name, the argument types that it takes, and how to make an expression of it. */
public interface ScalarFunction {
    /** Lower case; several functions may share a name and differ in their arguments. */
    String name();

    /** The types to convert the arguments to and the type of the answer; null if these arguments do not suit. */
    @Nullable
    Signature resolve(List<DataType> arguments);

    /** The arguments have the types that the signature asked for. Literal arguments arrive as {@link Literal}. */
    Expression bind(List<Expression> arguments, Signature signature);

    /** False if two calls with the same arguments may differ, so that it is not folded or moved: random(), uuid(). */
    default boolean deterministic() {
        return true;
    }

    record Signature(List<DataType> parameters, DataType result) {}
}
