package io.weir.table.node;

import io.weir.Nullable;
import io.weir.expression.OverElements;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * A function with an expression over elements. Its operands are the collections, for a fold then the first state, then what the body
 * reads of the row around; in the body, columns are for a fold the state, then what there is of each element, then what it reads around.
 */
public final class ElementCall extends SqlFunction {
    private final OverElements.@Nullable Answer answer;
    private final int collections;
    private final RexNode body;

    /** @param answer null for a fold */
    public ElementCall(
            String name, OverElements.@Nullable Answer answer, int collections, RexNode body, RelDataType type) {
        super(
                name + " by " + body,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.explicit(type),
                null,
                OperandTypes.VARIADIC,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.answer = answer;
        this.collections = collections;
        this.body = body;
    }

    public OverElements.@Nullable Answer answer() {
        return answer;
    }

    public int collections() {
        return collections;
    }

    public RexNode body() {
        return body;
    }
}
