package io.weir.table.translate;

import io.weir.connector.Sink;
import io.weir.connector.Source;
import io.weir.graph.Dataflow;
import io.weir.operator.OperatorFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A stage that still grows at its end. */
final class Draft {
    private final int id;
    private final boolean single;
    private final List<OperatorFactory> chain = new ArrayList<>();
    private final Map<String, Integer> filters = new TreeMap<>();
    private final Map<ExpectedRows.Step, Double> expected = new HashMap<>();
    private Optional<Source<?>> source = Optional.empty();
    private Optional<Sink> sink = Optional.empty();

    /**
     * The columns of what the stage answers so far such that rows equal in them are in one task; empty if none are known to be.
     */
    private List<Integer> spreadBy = List.of();

    Draft(int id, boolean single) {
        this.id = id;
        this.single = single;
    }

    int id() {
        return id;
    }

    /** True if the stage runs as one task. */
    boolean single() {
        return single;
    }

    void source(Source<?> rows) {
        source = Optional.of(rows);
    }

    /** The source is to drop rows by a filter that a join will make known. */
    void narrow(String filter, int column) {
        filters.put(filter, column);
    }

    void sink(Sink target) {
        sink = Optional.of(target);
    }

    List<Integer> spreadBy() {
        return spreadBy;
    }

    void spreadBy(List<Integer> columns) {
        spreadBy = List.copyOf(columns);
    }

    /** Appends an operator and answers its place in the chain. */
    int append(OperatorFactory operator) {
        chain.add(operator);
        return chain.size() - 1;
    }

    /** The last step so far, if there is one, is thought to answer so many rows. */
    void expects(double rows) {
        var steps = chain.size() + (source.isPresent() ? 1 : 0);
        if (steps > 0) {
            expected.put(new ExpectedRows.Step(id, steps - 1), rows);
        }
    }

    Map<ExpectedRows.Step, Double> expected() {
        return expected;
    }

    /** The place of the next operator. */
    int length() {
        return chain.size();
    }

    Dataflow.Stage stage(int parallelism) {
        var tasks = new Dataflow.Parallelism(1, single ? 1 : parallelism);
        var name = source.map(Source::name).orElse("");
        for (var operator : chain) {
            name = name.isEmpty() ? operator.name() : name + " → " + operator.name();
        }
        return new Dataflow.Stage(
                id, "stage-" + id, name, tasks, source.map(rows -> new Dataflow.Input(rows, filters)), chain, sink);
    }
}
