package io.weir.table.translate;

import io.weir.expression.Case;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.type.DataType.Scalar;
import java.util.List;
import java.util.Locale;

/** JSON_ARRAYAGG and JSON_OBJECTAGG: a text for each row, all of a group joined, between brackets. */
final class JsonAggregates {
    /** The aggregate that joins, and what comes between two texts. */
    static final String JOINING = "string_agg";

    static final Literal BETWEEN = text(",");

    private static final String ARRAY = "json_arrayagg";
    private static final String OBJECT = "json_objectagg";
    private static final String WITHOUT_NULLS = "absent_on_null";

    private JsonAggregates() {}

    /** Whether an aggregate's name, in any case, is of one of them; it tells what becomes of nulls. */
    static boolean isOne(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(ARRAY) || lower.startsWith(OBJECT);
    }

    /** The text of a row: of a value, or of a name and a value. Null where the row is left out. */
    static Expression one(ExpressionTranslation expressions, String name, List<Expression> arguments) {
        var lower = name.toLowerCase(Locale.ROOT);
        var last = arguments.get(arguments.size() - 1);
        var value = call(expressions, "json_string", last);
        if (!lower.endsWith(WITHOUT_NULLS)) {
            value = Case.coalesce(List.of(value, text("null")));
        }
        if (lower.startsWith(ARRAY)) {
            return value;
        }
        var key = call(expressions, "json_string", expressions.as(arguments.get(0), Scalar.VARCHAR));
        return call(expressions, "||", call(expressions, "||", key, text(":")), value);
    }

    /** The answer of a group, whose texts may be none. */
    static Expression all(ExpressionTranslation expressions, String name, Expression joined) {
        var array = name.toLowerCase(Locale.ROOT).startsWith(ARRAY);
        var inner = Case.coalesce(List.of(joined, text("")));
        return call(
                expressions, "||", call(expressions, "||", text(array ? "[" : "{"), inner), text(array ? "]" : "}"));
    }

    private static Expression call(ExpressionTranslation expressions, String function, Expression... arguments) {
        return expressions.resolve(function, List.of(arguments), Scalar.VARCHAR);
    }

    private static Literal text(String value) {
        return new Literal(Scalar.VARCHAR, value);
    }
}
