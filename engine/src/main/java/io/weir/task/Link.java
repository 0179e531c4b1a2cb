package io.weir.task;

import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.Operator.Pending;
import io.weir.operator.OperatorMetrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One operator of a chain with what the chain knows about it. */
final class Link {
    final int index;
    final String name;
    final Operator operator;
    final OperatorMetrics metrics;

    /** Batches for input 0 that came while the operator could not take them. */
    final Deque<Batch> inbox = new ArrayDeque<>();

    /** How many edges, sources and operators before this one still feed each input. */
    private final TreeMap<Integer, Integer> open = new TreeMap<>();

    /** Inputs that have ended and of which the operator does not know yet. */
    private final List<Integer> ended = new ArrayList<>();

    Pending pending = Pending.NONE;
    boolean done;

    /** It has got all its input and given all its output, and the next one knows. */
    boolean complete;

    OptionalLong tick = OptionalLong.empty();

    Link(int index, String name, Operator operator, OperatorMetrics metrics) {
        this.index = index;
        this.name = name;
        this.operator = operator;
        this.metrics = metrics;
    }

    void feed(int input) {
        open.merge(input, 1, Integer::sum);
    }

    void feedEnded(int input) {
        if (done) {
            return;
        }
        if (open.merge(input, -1, Integer::sum) == 0) {
            open.remove(input);
            ended.add(input);
        }
    }

    /** True if pending output or waiting input stands in the way of what comes from the operator before. */
    boolean blocked() {
        return !done && (pending != Pending.NONE || !inbox.isEmpty());
    }

    /** The first ended input that the operator can be told of; -1 if there is none. */
    int nextEnded() {
        for (var input : ended) {
            if ((input != 0 || inbox.isEmpty()) && operator.wants(input)) {
                return input;
            }
        }
        return -1;
    }

    void told(int input) {
        ended.remove(Integer.valueOf(input));
    }

    boolean hasAllInput() {
        return done || open.isEmpty() && ended.isEmpty() && inbox.isEmpty();
    }

    void markDone() {
        done = true;
        open.clear();
        ended.clear();
        inbox.clear();
    }
}
