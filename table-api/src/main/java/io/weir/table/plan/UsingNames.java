package io.weir.table.plan;

import io.weir.Nullable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.DelegatingScope;
import org.apache.calcite.sql.validate.SelectScope;

/**
 * Puts the columns that joins by USING and NATURAL have made in the place of their names, wherever a query and those within it say
 * them. The library knows them only as whole items of SELECT.
 */
final class UsingNames {
    private final QueryValidator validator;
    private final UsingColumns columns;

    UsingNames(QueryValidator validator) {
        this.validator = validator;
        this.columns = new UsingColumns(validator);
    }

    /** Changes the query in place; its FROM has not been checked yet, those around it have. */
    void resolve(SqlSelect select) {
        var queries = around(select);
        if (queries.stream().noneMatch(query -> columns.hasCommon(query))) {
            return;
        }
        var names = new Names(queries.stream().map(columns::of).toList(), Set.of());
        if (columns.hasCommon(select)) {
            expandStars(select, names.visible.get(0));
        }
        names.replaceItems(select.getSelectList());
        select.setWhere(names.replaced(select.getWhere()));
        names.replaced(select.getGroup());
        select.setHaving(names.replaced(select.getHaving()));
        names.replaced(select.getWindowList());
        select.setQualify(names.replaced(select.getQualify()));
        new Names(names.visible, aliases(select.getSelectList())).replaced(select.getOrderList());
    }

    /** The query and those whose columns it sees, from the inside out. */
    private List<SqlSelect> around(SqlSelect select) {
        var queries = new ArrayList<SqlSelect>();
        var scope = validator.getWhereScope(select);
        while (scope instanceof DelegatingScope inner) {
            if (inner instanceof SelectScope query && !queries.contains(query.getNode())) {
                queries.add(query.getNode());
            }
            scope = inner.getParent();
        }
        return queries;
    }

    private static void expandStars(SqlSelect select, List<UsingColumns.Column> columns) {
        var items = new ArrayList<SqlNode>();
        for (var item : select.getSelectList()) {
            if (item instanceof SqlIdentifier name && name.isStar() && name.names.size() == 1) {
                columns.forEach(column -> items.add(named(
                        column.expression(name.getParserPosition()),
                        new SqlIdentifier(column.name(), name.getParserPosition()))));
            } else {
                items.add(item);
            }
        }
        select.setSelectList(new SqlNodeList(items, select.getSelectList().getParserPosition()));
    }

    private static SqlNode named(SqlNode expression, SqlIdentifier name) {
        return SqlStdOperatorTable.AS.createCall(name.getParserPosition(), expression, name);
    }

    private static Set<String> aliases(SqlNodeList items) {
        var aliases = new HashSet<String>();
        for (var item : items) {
            if (item.getKind() == SqlKind.AS && ((SqlCall) item).operand(1) instanceof SqlIdentifier alias) {
                aliases.add(alias.getSimple().toLowerCase(Locale.ROOT));
            }
        }
        return aliases;
    }

    /**
     * Replaces names.
     *
     * @param visible the columns of the query and of those around it
     * @param hidden names that mean something else, in lower case
     */
    private record Names(List<List<UsingColumns.Column>> visible, Set<String> hidden) {
        void replaceItems(SqlNodeList items) {
            for (var i = 0; i < items.size(); i++) {
                var after = replaced(items.get(i));
                items.set(
                        i,
                        after != items.get(i) && items.get(i) instanceof SqlIdentifier name
                                ? named(after, name)
                                : after);
            }
        }

        @Nullable
        SqlNode replaced(@Nullable SqlNode node) {
            if (node instanceof SqlIdentifier name) {
                return name.isSimple() && !name.isStar() ? meant(name) : name;
            } else if (node instanceof SqlNodeList list) {
                for (var i = 0; i < list.size(); i++) {
                    list.set(i, replaced(list.get(i)));
                }
            } else if (node instanceof SqlCall call && !call.isA(SqlKind.QUERY) && call.getKind() != SqlKind.LAMBDA) {
                for (var i = 0; i < call.operandCount(); i++) {
                    var before = call.getOperandList().get(i);
                    var after = isExpression(call, i) ? replaced(before) : before;
                    if (after != before) {
                        call.setOperand(i, after);
                    }
                }
            }
            return node;
        }

        /** Aliases, names of arguments and of windows are no columns. */
        private static boolean isExpression(SqlCall call, int operand) {
            return switch (call.getKind()) {
                case AS, ARGUMENT_ASSIGNMENT -> operand == 0;
                case OVER -> operand == 0 || call.getOperandList().get(operand) instanceof SqlWindow;
                default -> !(call instanceof SqlWindow) || call.getOperandList().get(operand) instanceof SqlNodeList;
            };
        }

        private SqlNode meant(SqlIdentifier name) {
            for (var columns : visible) {
                var found = columns.stream()
                        .filter(column -> column.name().equalsIgnoreCase(name.getSimple()))
                        .toList();
                if (!found.isEmpty()) {
                    var common = found.size() == 1
                            && found.get(0).common()
                            && !hidden.contains(name.getSimple().toLowerCase(Locale.ROOT));
                    return common ? found.get(0).expression(name.getParserPosition()) : name;
                }
            }
            return name;
        }
    }
}
