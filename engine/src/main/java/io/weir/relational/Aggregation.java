package io.weir.relational;

import io.weir.expression.Column;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an aggregation computes: a row for each key, made of the keys and the answers of the calls. Without keys it is one row,
 * even where there was no input.
 */
public record Aggregation(List<Column> keys, List<AggregateCall> calls) implements Serializable {
    /** Which part of the work an operator does. */
    public enum Step {
        /** All of it: rows in, {@link Aggregation#resultTypes()} out. All rows of a key must come to one task. */
        SINGLE,
        /** The first half, before an exchange: rows in, {@link Aggregation#partialTypes()} out, keys perhaps several times. */
        PARTIAL,
        /** The second half: {@link Aggregation#partialTypes()} in, {@link Aggregation#resultTypes()} out. */
        FINAL
    }

    public Aggregation {
        keys = List.copyOf(keys);
        calls = List.copyOf(calls);
    }

    /** The keys, then the answer of each call. */
    public List<DataType> resultTypes() {
        var types = keyTypes();
        calls.forEach(call -> types.add(call.function().type()));
        return types;
    }

    /** The keys, then the columns of the partial result of each call. */
    public List<DataType> partialTypes() {
        var types = keyTypes();
        calls.forEach(call -> types.addAll(partials(call).types()));
        return types;
    }

    /** The columns of a partial result of the call at that index, in an input of {@link #partialTypes()}. */
    int[] partialColumns(int index) {
        var first = keys.size();
        for (var call : calls.subList(0, index)) {
            first += partials(call).size();
        }
        var columns = new int[partials(calls.get(index)).size()];
        for (var i = 0; i < columns.length; i++) {
            columns[i] = first + i;
        }
        return columns;
    }

    private static Schema partials(AggregateCall call) {
        return call.function().partials();
    }

    private List<DataType> keyTypes() {
        var types = new ArrayList<DataType>();
        keys.forEach(key -> types.add(key.type()));
        return types;
    }
}
