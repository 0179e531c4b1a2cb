package io.weir.table.plan;

import io.weir.table.node.MarkJoin;
import io.weir.table.node.NullAwareAntiJoin;
import io.weir.table.node.ScanNode;
import io.weir.table.node.UnnestNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * What one node of a plan does, in the words of SQL. A column that has no name of its own is called by its expression, as long as that
 * is short.
 */
final class NodeText {
    private static final int SHORT = 40;
    private static final int FEW_ROWS = 3;

    private final IdentityHashMap<RelNode, List<String>> columns = new IdentityHashMap<>();

    String of(RelNode node) {
        if (node instanceof ScanNode scan) {
            return scan(scan);
        } else if (node instanceof Filter filter) {
            return "Filter " + over(filter.getInput()).of(filter.getCondition());
        } else if (node instanceof Project project) {
            return project(project);
        } else if (node instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        } else if (node instanceof Join join) {
            return join(join);
        } else if (node instanceof NullAwareAntiJoin join) {
            return "Anti join, null-aware, on " + columns(join.getLeft()).get(join.leftKey()) + " = "
                    + columns(join.getRight()).get(join.rightKey());
        } else if (node instanceof MarkJoin join) {
            return mark(join);
        } else if (node instanceof Sort sort) {
            return sort(sort);
        } else if (node instanceof SetOp set) {
            var name = set.kind.name().toLowerCase(Locale.ROOT);
            return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + (set.all ? " all" : "");
        } else if (node instanceof Values values) {
            return values(values);
        } else if (node instanceof Window window) {
            return window(window);
        } else if (node instanceof UnnestNode unnest) {
            return "Unnest " + over(unnest.getInput()).list(unnest.collections())
                    + (unnest.ordinality() ? " with ordinality" : "")
                    + (unnest.keepsEmpty() ? ", keeps rows without elements" : "");
        }
        return node.getRelTypeName();
    }

    private static String scan(ScanNode scan) {
        var names = scan.getRowType().getFieldNames();
        var text = new ExpressionText(names, scan.getCluster().getRexBuilder());
        var filters = text.all(scan.filters());
        return "Scan " + String.join(".", scan.getTable().getQualifiedName())
                + (names.isEmpty() ? "" : ": " + String.join(", ", names))
                + (filters.isEmpty() ? "" : " where " + filters);
    }

    private String project(Project project) {
        return "Project " + named(expressions(project), columns(project));
    }

    private List<String> expressions(Project project) {
        var text = over(project.getInput());
        return project.getProjects().stream().map(text::of).toList();
    }

    /** Expressions, with the names of those that are called otherwise. */
    private static String named(List<String> expressions, List<String> names) {
        var items = new ArrayList<String>();
        for (var i = 0; i < expressions.size(); i++) {
            var expression = expressions.get(i);
            items.add(expression.equals(names.get(i)) ? expression : expression + " as " + names.get(i));
        }
        return String.join(", ", items);
    }

    private String aggregate(Aggregate aggregate) {
        var names = columns(aggregate);
        var keys = aggregate.getGroupCount();
        var calls = named(calls(aggregate), names.subList(keys, names.size()));
        var sets = aggregate.getGroupSets().stream()
                .map(set -> "(" + names(set, columns(aggregate.getInput())) + ")")
                .toList();
        var by = sets.size() > 1
                ? " by grouping sets " + String.join(", ", sets)
                : keys > 0 ? " by " + names(aggregate.getGroupSet(), columns(aggregate.getInput())) : "";
        return "Aggregate" + by + (calls.isEmpty() ? "" : (by.isEmpty() ? " " : ": ") + calls);
    }

    private static String names(ImmutableBitSet set, List<String> columns) {
        return set.asList().stream().map(columns::get).collect(Collectors.joining(", "));
    }

    private List<String> calls(Aggregate aggregate) {
        var input = columns(aggregate.getInput());
        return aggregate.getAggCallList().stream()
                .map(call -> call(call, input))
                .toList();
    }

    private static String call(AggregateCall call, List<String> input) {
        var arguments = call.getArgList().stream().map(input::get).collect(Collectors.joining(", "));
        var star = arguments.isEmpty() && call.getAggregation().getKind() == SqlKind.COUNT;
        return call.getAggregation().getName().toLowerCase(Locale.ROOT) + "(" + (call.isDistinct() ? "distinct " : "")
                + (star ? "*" : arguments) + ")"
                + (call.getCollation().getFieldCollations().isEmpty()
                        ? ""
                        : " within group (order by " + order(call.getCollation(), input) + ")")
                + (call.hasFilter() ? " filter (where " + input.get(call.filterArg) + ")" : "");
    }

    private String join(Join join) {
        var kind =
                join.getJoinType() == JoinRelType.INNER && join.getCondition().isAlwaysTrue()
                        ? "cross"
                        : join.getJoinType().lowerName;
        var condition = over(join.getLeft(), join.getRight()).of(join.getCondition());
        return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + " join"
                + (kind.equals("cross") ? "" : " on " + condition);
    }

    private String mark(MarkJoin join) {
        var both = over(join.getLeft(), join.getRight());
        var found = join.found().isAlwaysTrue() ? "" : " on " + both.of(join.found());
        return "Mark join" + found + (join.among().isAlwaysTrue() ? "" : " where " + both.of(join.among()));
    }

    private ExpressionText over(RelNode left, RelNode right) {
        var names = new ArrayList<>(qualified("left", columns(left), columns(right)));
        names.addAll(qualified("right", columns(right), columns(left)));
        return new ExpressionText(names, left.getCluster().getRexBuilder());
    }

    /** Names that the other side has too, with the side before them. */
    private static List<String> qualified(String side, List<String> names, List<String> others) {
        return names.stream()
                .map(name -> others.contains(name) ? side + "." + name : name)
                .toList();
    }

    private String sort(Sort sort) {
        var by = order(sort.getCollation(), columns(sort.getInput()));
        var limit = sort.fetch == null ? "" : "limit " + over(sort.getInput()).of(sort.fetch);
        var offset =
                sort.offset == null ? "" : "offset " + over(sort.getInput()).of(sort.offset);
        var text = Stream.of(by.isEmpty() ? "" : "sort by " + by, limit, offset)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String order(RelCollation collation, List<String> columns) {
        return collation.getFieldCollations().stream()
                .map(field -> columns.get(field.getFieldIndex())
                        + (field.direction.isDescending() ? " desc" : "")
                        + (field.nullDirection == RelFieldCollation.NullDirection.FIRST ? " nulls first" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String values(Values values) {
        var rows = values.getTuples();
        if (rows.size() > FEW_ROWS) {
            return "Values of " + rows.size() + " rows";
        }
        return "Values "
                + (rows.isEmpty()
                        ? "of no rows"
                        : rows.stream()
                                .map(row -> row.stream()
                                        .map(ExpressionText::literal)
                                        .collect(Collectors.joining(", ", "(", ")")))
                                .collect(Collectors.joining(", ")));
    }

    private String window(Window window) {
        return "Window " + String.join(", ", calls(window));
    }

    private List<String> calls(Window window) {
        var names = new ArrayList<>(columns(window.getInput()));
        window.constants.forEach(constant -> names.add(ExpressionText.literal(constant)));
        var text = new ExpressionText(names, window.getCluster().getRexBuilder());
        var calls = new ArrayList<String>();
        for (var group : window.groups) {
            var over = Stream.of(
                            group.keys.isEmpty() ? "" : "partition by " + names(group.keys, names),
                            group.orderKeys.getFieldCollations().isEmpty()
                                    ? ""
                                    : "order by " + order(group.orderKeys, names))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
            for (var call : group.aggCalls) {
                calls.add(call.getOperator().getName().toLowerCase(Locale.ROOT) + "(" + text.list(call.operands)
                        + ") over (" + over + ")");
            }
        }
        return calls;
    }

    private ExpressionText over(RelNode input) {
        return new ExpressionText(columns(input), input.getCluster().getRexBuilder());
    }

    /** What the columns that a node answers are called here. */
    private List<String> columns(RelNode node) {
        var known = columns.get(node);
        if (known == null) {
            known = workOut(node);
            columns.put(node, known);
        }
        return known;
    }

    private List<String> workOut(RelNode node) {
        var own = node.getRowType().getFieldNames();
        if (node instanceof Project project) {
            return called(expressions(project), own);
        } else if (node instanceof Aggregate aggregate) {
            var names = new ArrayList<String>();
            aggregate
                    .getGroupSet()
                    .forEach(key -> names.add(columns(aggregate.getInput()).get(key)));
            names.addAll(called(calls(aggregate), own.subList(names.size(), own.size())));
            return names;
        } else if (node instanceof Window window) {
            var names = new ArrayList<>(columns(window.getInput()));
            names.addAll(called(calls(window), own.subList(names.size(), own.size())));
            return names;
        }
        var names = new ArrayList<String>();
        var below = new ArrayList<String>();
        if (!(node instanceof SetOp)) {
            for (var input : node.getInputs()) {
                names.addAll(columns(input));
                below.addAll(input.getRowType().getFieldNames());
            }
        }
        // Where an input's column has kept its name, the node's name for it tells those of both inputs apart.
        for (var i = 0; i < own.size(); i++) {
            if (i >= names.size()) {
                names.add(own.get(i));
            } else if (names.get(i).equals(below.get(i))) {
                names.set(i, own.get(i));
            }
        }
        return names.subList(0, own.size());
    }

    private static List<String> called(List<String> expressions, List<String> names) {
        var called = new ArrayList<String>();
        for (var i = 0; i < names.size(); i++) {
            var given = !names.get(i).startsWith("EXPR$") && !names.get(i).startsWith("$f");
            called.add(given || expressions.get(i).length() > SHORT ? names.get(i) : expressions.get(i));
        }
        return called;
    }
}
