package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionsTest {
    private static final Partitioning ONE = new Partitioning.Single();

    private static List<Integer> next(Dataflow dataflow, Set<Integer> begun, Set<Integer> ended) {
        return Regions.next(dataflow, begun, ended).stream()
                .map(Dataflow.Stage::id)
                .toList();
    }

    @Test
    void whatIsPipelinedBeginsTogetherAndWhatIsKeptBeginsItsReadersLater() {
        var flow = new Flows()
                .stage(1)
                .stage(2)
                .stage(3)
                .stage(4)
                .edge(1, 2, ONE)
                .blocking(2, 4, ONE)
                .edge(3, 4, ONE)
                .answering(4);
        assertThat(next(flow, Set.of(), Set.of())).containsExactly(1, 2);
        assertThat(next(flow, Set.of(1, 2), Set.of(1))).isEmpty();
        assertThat(next(flow, Set.of(1, 2), Set.of(1, 2))).containsExactly(3, 4);
        assertThat(next(flow, Set.of(1, 2, 3, 4), Set.of(1, 2))).isEmpty();
    }

    @Test
    void aBlockingEdgeWithinARegionHoldsNothingBack() {
        var flow = new Flows()
                .stage(1)
                .stage(2)
                .blocking(1, 2, ONE)
                .build(1, 2, 0, ONE)
                .answering(2);
        assertThat(next(flow, Set.of(), Set.of())).containsExactly(1, 2);
    }

    @Test
    void regionsThatWaitForEachOtherBeginTogether() {
        var flow = new Flows()
                .stage(1)
                .stage(2)
                .stage(3)
                .edge(1, 3, ONE)
                .blocking(1, 2, ONE)
                .blocking(2, 3, ONE)
                .answering(3);
        assertThat(next(flow, Set.of(), Set.of())).containsExactly(1, 2, 3);
    }
}
