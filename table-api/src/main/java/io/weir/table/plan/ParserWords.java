package io.weir.table.plan;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Functions whose names the parser keeps for a syntax of its own, in which some arguments are no expressions. In the text their last
 * letter becomes a dollar sign, so that positions in messages stay right; in the tree they have their names again, and a unit of
 * time may be a word or text: {@code date_diff(day, a, b)}, {@code date_diff('day', a, b)}.
 */
final class ParserWords extends SqlShuttle {
    private static final Set<String> FUNCTIONS =
            Set.of("date_diff", "datediff", "timestampdiff", "timestampadd", "dateadd", "date_add", "uuid");

    private static final Map<String, String> NAMES = hiddenNames();

    private static final Set<String> UNITS =
            Set.of("year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond");

    private static Map<String, String> hiddenNames() {
        var names = new HashMap<String, String>();
        FUNCTIONS.forEach(name -> names.put(hidden(name), name));
        return Map.copyOf(names);
    }

    private static String hidden(String name) {
        return name.substring(0, name.length() - 1) + "$";
    }

    static String hide(String sql) {
        var text = new StringBuilder(sql);
        var tokens = QueryTokens.of(sql);
        for (var i = 0; i < tokens.size(); i++) {
            if (tokens.at(i + 1, "(") && FUNCTIONS.contains(tokens.at(i).toLowerCase(Locale.ROOT))) {
                text.setCharAt(tokens.get(i).to() - 1, '$');
            }
        }
        return text.toString();
    }

    @Override
    public SqlNode visit(SqlCall call) {
        var visited = super.visit(call);
        if (!(visited instanceof SqlBasicCall function
                && function.getOperator() instanceof SqlUnresolvedFunction
                && NAMES.containsKey(function.getOperator().getName().toLowerCase(Locale.ROOT)))) {
            return visited;
        }
        var position = function.getParserPosition();
        var arguments = function.getOperandList().toArray(SqlNode[]::new);
        if (arguments.length == 3 && arguments[0] instanceof SqlIdentifier word && isUnit(word)) {
            arguments[0] = SqlLiteral.createCharString(word.getSimple(), word.getParserPosition());
        }
        var name = new SqlIdentifier(NAMES.get(function.getOperator().getName().toLowerCase(Locale.ROOT)), position);
        return new SqlUnresolvedFunction(name, null, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION)
                .createCall(position, arguments);
    }

    private static boolean isUnit(SqlIdentifier word) {
        return word.isSimple() && UNITS.contains(word.getSimple().toLowerCase(Locale.ROOT));
    }
}
