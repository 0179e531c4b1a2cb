package io.weir.table.plan;

import io.weir.table.node.EmptyCollection;
import io.weir.table.node.SideBySide;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;

/** What the parser has a syntax for and the planner no operator, as calls that the catalog and the planner know. */
final class CallSyntax extends SqlShuttle {
    private static final String MOMENT = "TIMESTAMP";

    /** A date, a clock, its fraction and a zone. */
    private static final Pattern ZONED =
            Pattern.compile("\\d+-\\d+-\\d+[ T]\\d+:\\d+(?::\\d+(?:\\.(\\d*))?)?\\s*(?:[A-Za-z].*|[+-]\\d.*)");

    private static final Pattern FRACTION = Pattern.compile("\\.(\\d*)");
    private static final int MOST_DIGITS = 9;

    @Override
    public SqlNode visit(SqlCall call) {
        if (!(super.visit(call) instanceof SqlCall visited)) {
            return call;
        }
        var position = visited.getParserPosition();
        var overElements = ElementFunction.of(visited);
        if (overElements != null) {
            return overElements;
        }
        return switch (visited.getKind()) {
            case UNNEST -> visited.operandCount() == 1 ? visited : sideBySide(visited);
            case ARRAY_VALUE_CONSTRUCTOR ->
                visited.operandCount() == 0 ? EmptyCollection.ARRAY.createCall(position) : visited;
            case MAP_VALUE_CONSTRUCTOR ->
                visited.operandCount() == 0 ? EmptyCollection.MAP.createCall(position) : visited;
            case ARRAY_QUERY_CONSTRUCTOR, MULTISET_QUERY_CONSTRUCTOR -> QueryArrays.of(visited);
            case LITERAL_CHAIN -> SqlLiteral.unchain(visited);
            case RLIKE -> rlike(visited);
            case ITEM -> isZone(visited.operand(1)) ? inZone(visited) : visited;
            default -> {
                var json = JsonSyntax.of(visited);
                yield json == visited ? Shorthands.of(visited) : json;
            }
        };
    }

    /** Collections in one UNNEST are filled up with nulls. */
    private static SqlNode sideBySide(SqlCall unnest) {
        var collections = unnest.getOperandList().stream()
                .map(collection -> SideBySide.INSTANCE.createCall(collection.getParserPosition(), collection))
                .toArray(SqlNode[]::new);
        return unnest.getOperator().createCall(unnest.getParserPosition(), collections);
    }

    private static SqlNode rlike(SqlCall call) {
        var position = call.getParserPosition();
        var matches = AggregateSyntax.function("regexp_like", position)
                .createCall(position, call.operand(0), call.operand(1));
        return call.getOperator().getName().startsWith("NOT")
                ? SqlStdOperatorTable.NOT.createCall(position, matches)
                : matches;
    }

    private static boolean isZone(SqlNode index) {
        return index instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase(WiderSyntax.ZONE);
    }

    private static SqlNode inZone(SqlCall item) {
        var position = item.getParserPosition();
        var zone = ((SqlCall) item.operand(1)).operand(0);
        return AggregateSyntax.function("timezone", position).createCall(position, zone, item.operand(0));
    }

    /** A timestamp that tells its zone is one with time zone, whatever the words before it say. */
    @Override
    public SqlNode visit(SqlLiteral literal) {
        if (!(literal instanceof SqlUnknownLiteral moment) || !moment.tag.startsWith(MOMENT)) {
            return literal;
        }
        var text = moment.getValue();
        if (moment.tag.equals(MOMENT) && !ZONED.matcher(text.strip()).matches()) {
            return literal;
        }
        var position = literal.getParserPosition();
        var fraction = FRACTION.matcher(text);
        var digits = fraction.find() ? Math.min(fraction.group(1).length(), MOST_DIGITS) : 0;
        var type = new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, digits, position);
        return SqlStdOperatorTable.CAST.createCall(
                position, SqlLiteral.createCharString(text, position), new SqlDataTypeSpec(type, position));
    }
}
