package io.weir.table;

import io.weir.ByteSize;
import io.weir.graph.Dataflow;
import io.weir.graph.JobMetrics;
import io.weir.graph.JobMetrics.OperatorRun;
import io.weir.operator.OperatorMetrics;
import io.weir.table.translate.ExpectedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What each operator of a job did, as a table: a line a stage, and below it one an operator, the sums of its tasks. Beside the rows that
 * it answered stand those that it was expected to.
 */
final class OperatorReport {
    private static final List<String> HEADER =
            List.of("operator", "rows in", "rows out", "expected", "time", "memory", "spilled", "");

    private static final String SKIPPED = " skipped";

    private final Dataflow dataflow;
    private final JobMetrics metrics;
    private final ExpectedRows expected;

    OperatorReport(Dataflow dataflow, JobMetrics metrics, ExpectedRows expected) {
        this.dataflow = dataflow;
        this.metrics = metrics;
        this.expected = expected;
    }

    String text() {
        var lines = new ArrayList<List<String>>();
        lines.add(HEADER);
        for (var stage : metrics.stages()) {
            var tasks = stage.operators().stream()
                    .mapToInt(run -> run.tasks().size())
                    .max()
                    .orElse(0);
            var title =
                    tasks == 0 ? "result" : "stage " + stage.stage() + ", " + tasks + (tasks == 1 ? " task" : " tasks");
            lines.add(List.of(title + inputs(stage.stage())));
            for (var i = 0; i < stage.operators().size(); i++) {
                lines.add(line(stage.operators().get(i), expected(new ExpectedRows.Step(stage.stage(), i))));
            }
        }
        return aligned(lines);
    }

    private String inputs(int stage) {
        var from = dataflow.edgesInto(stage).stream()
                .map(edge -> "stage " + edge.from() + " by " + way(edge))
                .collect(Collectors.joining(", "));
        return from.isEmpty() ? "" : ", reads " + from;
    }

    private static String way(Dataflow.Edge edge) {
        var way = edge.partitioning().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return edge.delivery() == Dataflow.Delivery.BLOCKING ? way + ", kept" : way;
    }

    private String expected(ExpectedRows.Step step) {
        var rows = expected.of(step);
        return rows.isPresent() ? estimate(rows.getAsDouble()) : "";
    }

    /** Whole rows, but of less than one how much less. */
    private static String estimate(double rows) {
        return rows >= 1 ? count((long) Math.ceil(rows)) : String.format(Locale.ROOT, "%.2f", rows);
    }

    private static List<String> line(OperatorRun run, String expected) {
        var spilled = sum(run, OperatorMetrics::spilledBytes);
        var memory = sum(run, OperatorMetrics::memoryPeak);
        return List.of(
                "  " + run.name(),
                count(sum(run, OperatorMetrics::rowsIn)),
                count(sum(run, OperatorMetrics::rowsOut)),
                expected,
                String.format(Locale.ROOT, "%.1f ms", sum(run, OperatorMetrics::nanos) / 1e6),
                memory == 0 ? "" : ByteSize.show(memory),
                spilled == 0 ? "" : ByteSize.show(spilled),
                details(run));
    }

    private static String details(OperatorRun run) {
        var sums = new TreeMap<String, Long>();
        run.tasks().forEach(task -> task.details().forEach((name, amount) -> sums.merge(name, amount, Long::sum)));
        var all = sums.remove("bytes");
        var read = sums.remove("bytes read");
        var parts = new ArrayList<String>();
        if (all != null || read != null) {
            var bytes = read == null ? 0 : read;
            parts.add(ByteSize.show(bytes) + " read"
                    + (all == null ? "" : ", " + ByteSize.show(Math.max(0, all - bytes)) + " skipped"));
        }
        for (var kind : List.of("files", "row groups")) {
            var total = sums.remove(kind);
            if (total != null) {
                var skipped = Objects.requireNonNullElse(sums.remove(kind + SKIPPED), 0L);
                parts.add(kind + " " + count(total - skipped) + " read, " + count(skipped) + " skipped");
            }
        }
        largest(run).ifPresent(rows -> parts.add("of which one task " + count(rows)));
        sums.values().removeIf(amount -> amount == 0);
        sums.forEach((name, amount) -> parts.add(
                name.endsWith(SKIPPED)
                        ? name.substring(0, name.length() - SKIPPED.length()) + " " + count(amount) + " skipped"
                        : name + " " + count(amount)));
        return String.join("; ", parts);
    }

    /** The rows that went into the task that had most, if that are more than twice as many as into each on average. */
    private static OptionalLong largest(OperatorRun run) {
        return run.tasks().stream()
                .mapToLong(OperatorMetrics::rowsIn)
                .filter(rows -> rows * run.tasks().size() > 2 * sum(run, OperatorMetrics::rowsIn))
                .max();
    }

    private static long sum(OperatorRun run, ToLongFunction<OperatorMetrics> of) {
        return run.tasks().stream().mapToLong(of).sum();
    }

    private static String count(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    /** The first and last column to the left, numbers to the right. A line of one cell stands alone. */
    private static String aligned(List<List<String>> lines) {
        var widths = new int[HEADER.size()];
        for (var line : lines) {
            for (var i = 0; i < line.size() && line.size() > 1; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (var line : lines) {
            for (var i = 0; i < line.size(); i++) {
                var blanks = " ".repeat(Math.max(0, widths[i] - line.get(i).length()));
                var left = i == 0 || i == widths.length - 1;
                text.append(left ? line.get(i) + blanks : blanks + line.get(i)).append("  ");
            }
            text.replace(0, text.length(), text.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
