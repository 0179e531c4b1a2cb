package io.weir.table.translate;

import io.weir.expression.Expression;
import io.weir.table.function.FunctionCatalog;
import java.time.ZoneId;
import java.util.function.Function;
import org.apache.calcite.rex.RexNode;

/** Lets the planner work out what has no columns. */
public final class Constants {
    private Constants() {}

    public static Function<RexNode, Expression> expressions(FunctionCatalog functions, ZoneId zone) {
        return new ExpressionTranslation(functions, zone)::of;
    }
}
