package io.weir.aggregate;

import io.weir.type.DataType;
import io.weir.vector.Equality;
import io.weir.vector.Hashing;
import io.weir.vector.MapVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.Arrays;
import java.util.List;

/** MAP_AGG(key, value): a map of all pairs whose key is not null; of several with one key the first counts. */
final class MapAggregate extends Collecting {
    private final DataType.MapOf type;

    MapAggregate(DataType.MapOf type) {
        super(List.of(type.key(), type.value()));
        this.type = type;
    }

    @Override
    boolean dropsNulls(int argument) {
        return argument == 0;
    }

    @Override
    Vector results(CollectedRows.ByGroup collected, int from, int to) {
        var keys = collected.columns().get(0);
        var chosen = new int[collected.starts()[to] - collected.starts()[from]];
        var starts = new int[to - from];
        var lengths = new int[to - from];
        var kept = 0;
        for (var group = from; group < to; group++) {
            starts[group - from] = kept;
            kept = distinct(keys, collected.starts()[group], collected.starts()[group + 1], chosen, kept);
            lengths[group - from] = kept - starts[group - from];
        }
        var entries = Selection.of(chosen, kept);
        return new MapVector(
                type,
                new MapVector.Entries(
                        starts,
                        lengths,
                        keys.take(entries),
                        collected.columns().get(1).take(entries)),
                empty(collected, from, to),
                to - from);
    }

    /** Appends the first row of each key to the chosen ones and answers how many there are then. */
    private static int distinct(Vector keys, int from, int to, int[] chosen, int chosenBefore) {
        var slots = new int[Integer.highestOneBit(Math.max(to - from, 1)) * 4];
        Arrays.fill(slots, -1);
        var kept = chosenBefore;
        for (var row = from; row < to; row++) {
            var slot = (int) Hashing.of(keys, row) & slots.length - 1;
            while (slots[slot] >= 0 && !Equality.same(keys, slots[slot], keys, row)) {
                slot = slot + 1 & slots.length - 1;
            }
            if (slots[slot] < 0) {
                slots[slot] = row;
                chosen[kept++] = row;
            }
        }
        return kept;
    }
}
