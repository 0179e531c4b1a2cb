package io.weir.table.plan;

import io.weir.Nullable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.util.Static;

/**
 * The columns of FROM as their names alone mean them. Joins by USING and NATURAL make one column of two: that of the side whose rows
 * are all there, or the first of both that is not null. Such joins become joins by ON; {@link UsingNames} puts the columns in.
 */
final class UsingColumns {
    private final QueryValidator validator;
    private final IdentityHashMap<SqlSelect, List<Column>> known = new IdentityHashMap<>();

    /** @param places where the value is, by table and name: the first that is not null */
    record Column(String name, RelDataType type, List<List<String>> places, boolean common) {
        SqlNode expression(SqlParserPos position) {
            var values = places.stream()
                    .map(place -> (SqlNode) new SqlIdentifier(place, position))
                    .toList();
            return values.size() == 1 ? values.get(0) : SqlStdOperatorTable.COALESCE.createCall(position, values);
        }
    }

    UsingColumns(QueryValidator validator) {
        this.validator = validator;
    }

    /** Whether there are, or were, joins by USING and NATURAL. */
    boolean hasCommon(SqlSelect select) {
        var columns = known.get(select);
        return columns == null ? isJoined(select.getFrom()) : columns.stream().anyMatch(Column::common);
    }

    private static boolean isJoined(@Nullable SqlNode from) {
        return from instanceof SqlJoin join
                && (join.isNatural()
                        || join.getConditionType() == JoinConditionType.USING
                        || isJoined(join.getLeft())
                        || isJoined(join.getRight()));
    }

    /** The columns of a query's FROM, whose joins are by ON from then on. */
    List<Column> of(SqlSelect select) {
        var columns = known.get(select);
        if (columns == null) {
            columns = select.getFrom() == null ? List.of() : columns(select.getFrom());
            known.put(select, columns);
        }
        return columns;
    }

    private List<Column> columns(SqlNode from) {
        return from instanceof SqlJoin join ? joined(join) : ofTable(from);
    }

    private List<Column> ofTable(SqlNode table) {
        var name = SqlValidatorUtil.alias(table);
        var namespace = validator.getNamespace(table);
        if (name == null || namespace == null) {
            return List.of();
        }
        return namespace.getRowType().getFieldList().stream()
                .map(field ->
                        new Column(field.getName(), field.getType(), List.of(List.of(name, field.getName())), false))
                .toList();
    }

    private List<Column> joined(SqlJoin join) {
        var left = columns(join.getLeft());
        var right = columns(join.getRight());
        var names = names(join, left, right);
        var columns = new ArrayList<Column>();
        var rest = new ArrayList<>(left);
        rest.addAll(right);
        if (names != null) {
            var condition = new ArrayList<SqlNode>();
            for (var name : names) {
                var first = only(left, name);
                var second = only(right, name);
                var position = name.getParserPosition();
                condition.add(SqlStdOperatorTable.EQUALS.createCall(
                        position, first.expression(position), second.expression(position)));
                columns.add(common(join.getJoinType(), first, second));
                rest.remove(first);
                rest.remove(second);
            }
            joinOn(join, condition);
        }
        columns.addAll(rest);
        return columns;
    }

    private static @Nullable List<SqlIdentifier> names(SqlJoin join, List<Column> left, List<Column> right) {
        if (join.isNatural()) {
            return left.stream()
                    .filter(column -> right.stream().anyMatch(other -> other.name.equalsIgnoreCase(column.name)))
                    .map(column -> new SqlIdentifier(column.name, join.getParserPosition()))
                    .toList();
        }
        return join.getConditionType() == JoinConditionType.USING
                ? ((SqlNodeList) Objects.requireNonNull(join.getCondition()))
                        .stream().map(SqlIdentifier.class::cast).toList()
                : null;
    }

    private Column only(List<Column> columns, SqlIdentifier name) {
        var found = columns.stream()
                .filter(column -> column.name.equalsIgnoreCase(name.getSimple()))
                .toList();
        if (found.size() != 1) {
            var mistake = found.isEmpty()
                    ? Static.RESOURCE.columnNotFound(name.getSimple())
                    : Static.RESOURCE.columnAmbiguous(name.getSimple());
            throw validator.newValidationError(name, mistake);
        }
        return found.get(0);
    }

    private Column common(JoinType type, Column left, Column right) {
        var factory = validator.getTypeFactory();
        var places = new ArrayList<List<String>>();
        var same = SqlTypeUtil.equalSansNullability(factory, left.type, right.type);
        if (type != JoinType.RIGHT || !same) {
            places.addAll(left.places);
        }
        if (type == JoinType.RIGHT || type == JoinType.FULL || !same) {
            places.addAll(right.places);
        }
        var common = factory.leastRestrictive(List.of(left.type, right.type));
        return new Column(left.name, common == null ? left.type : common, places, true);
    }

    private static void joinOn(SqlJoin join, List<SqlNode> equalities) {
        var position = join.getParserPosition();
        var condition = equalities.isEmpty()
                ? SqlLiteral.createBoolean(true, position)
                : equalities.stream()
                        .reduce((a, b) -> SqlStdOperatorTable.AND.createCall(position, a, b))
                        .get();
        join.setOperand(1, SqlLiteral.createBoolean(false, position));
        join.setOperand(4, JoinConditionType.ON.symbol(position));
        join.setOperand(5, condition);
    }
}
