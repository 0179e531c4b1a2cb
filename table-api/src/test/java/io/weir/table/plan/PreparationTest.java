package io.weir.table.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PreparationTest {
    @Test
    void aQueryThatIsWantedWaitsForOneThatIsPlannedBeforehandAndNoMore() throws InterruptedException {
        var planner = Tables.planner(Tables.tpch());
        var begun = new CopyOnWriteArrayList<String>();
        var wanted = new Thread(() ->
                begun.add(planner.plan("select 1 as wanted").schema().field(0).name()));
        Planner.prepare(List.of(
                () -> {
                    begun.add("first");
                    wanted.start();
                    while (wanted.getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                    }
                },
                () -> begun.add("second")));
        wanted.join();
        assertThat(begun).containsExactly("first", "wanted");
    }
}
