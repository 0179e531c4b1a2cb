package io.weir.table.translate;

import java.util.Map;
import java.util.OptionalDouble;

/** How many rows the steps of a dataflow are thought to answer, where a step is the last one of a node of the plan. */
public record ExpectedRows(Map<Step, Double> steps) {
    /** The source, if the stage has one, and the operators, counted from 0. */
    public record Step(int stage, int place) {
        @Override
        public int hashCode() {
            return 31 * stage + place;
        }
    }

    public ExpectedRows {
        steps = Map.copyOf(steps);
    }

    public OptionalDouble of(Step step) {
        var rows = steps.get(step);
        return rows == null ? OptionalDouble.empty() : OptionalDouble.of(rows);
    }
}
