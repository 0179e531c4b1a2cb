package io.weir.table.plan;

import io.weir.Nullable;
import io.weir.table.rule.Estimates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.externalize.RelWriterImpl;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.util.Pair;

/** A plan as text, one node a line. */
final class PlanText extends RelWriterImpl {
    private final Estimates estimates = new Estimates();

    private PlanText(PrintWriter out) {
        super(out, SqlExplainLevel.EXPPLAN_ATTRIBUTES, false);
    }

    static String of(RelNode root) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        root.explain(new PlanText(out));
        out.flush();
        return text.toString();
    }

    @Override
    protected void explain_(RelNode node, List<Pair<String, @Nullable Object>> values) {
        var indent = new StringBuilder();
        spacer.spaces(indent);
        var name = node.getRelTypeName().replaceFirst("^Logical", "").replaceFirst("Node$", "");
        var items = values.stream()
                .filter(value -> !(value.right instanceof RelNode))
                .map(value -> value.left + "=" + plain(String.valueOf(value.right)))
                .collect(Collectors.joining(", "));
        pw.println(indent + name + "(" + items + ")  rows="
                + String.format(Locale.ROOT, "%,.0f", Math.ceil(estimates.rows(node))));
        spacer.add(2);
        node.getInputs().forEach(input -> input.explain(this));
        spacer.subtract(2);
    }

    /** Without the character set, which is always the same. */
    private static String plain(String text) {
        return text.replace(":VARCHAR CHARACTER SET \"UTF-8\"", "")
                .replace(" CHARACTER SET \"UTF-8\"", "")
                .replace("_UTF-8'", "'");
    }
}
