package io.weir.sql.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.cluster.LocalCluster;
import io.weir.cluster.LocalClusterSettings;
import io.weir.web.Statements;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayTest {
    private static final String MANY = "select x from unnest(sequence(1, 1000000)) as u (x)";

    private final LocalCluster cluster = LocalCluster.start(LocalClusterSettings.defaults());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Phaser running = new Phaser(1);

    @AfterEach
    void close() {
        threads.shutdownNow();
        cluster.close();
    }

    private Gateway gateway(Duration patience) {
        return new Gateway(
                cluster,
                statement -> {
                    running.register();
                    threads.execute(() -> {
                        statement.run();
                        running.arriveAndDeregister();
                    });
                },
                Clock.systemUTC(),
                patience);
    }

    private static Statements.Request request(String sql) {
        return new Statements.Request(sql, "", Map.of(), "");
    }

    @Test
    void rowsThatNobodyAsksForAreGivenUp() {
        var gateway = gateway(Duration.ofMillis(100));
        var id = gateway.begin(request(MANY)).id();
        var page = gateway.page(id, 0).orElseThrow().join().orElseThrow();
        assertThat(page.rows()).startsWith("[[1],[2],");
        running.arriveAndAwaitAdvance();
        var status = gateway.find(id).orElseThrow();
        assertThat(status.state()).isEqualTo(Statements.State.CANCELLED);
        assertThat(status.failure().orElseThrow()).hasMessage("nobody has asked for rows for 0 seconds");
        assertThat(gateway.page(id, 1).orElseThrow()).isCompletedExceptionally();
    }

    @Test
    void soManyRunAndNoMore() {
        var gateway = gateway(Duration.ofMinutes(5));
        for (var i = 0; i < 16; i++) {
            gateway.begin(request(MANY));
        }
        assertThatThrownBy(() -> gateway.begin(request(MANY)))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("16 statements run already");
        assertThat(gateway.all()).hasSize(16);
        gateway.close();
        running.arriveAndAwaitAdvance();
        assertThat(gateway.all()).extracting(Statements.Status::state).containsOnly(Statements.State.CANCELLED);
        assertThat(gateway.begin(request("select 1")).state()).isEqualTo(Statements.State.RUNNING);
    }

    @Test
    void onlyTheNextPageAndTheOneBeforeAreThere() {
        var gateway = gateway(Duration.ofMinutes(5));
        var id = gateway.begin(request(MANY)).id();
        var first = gateway.page(id, 0).orElseThrow().join();
        assertThat(gateway.page(id, 0).orElseThrow().join()).isEqualTo(first);
        assertThat(gateway.page(id, 1).orElseThrow().join()).isNotEqualTo(first);
        assertThatThrownBy(() -> gateway.page(id, 0)).hasMessage("no page 0 of " + id + ": the next is 2");
        assertThatThrownBy(() -> gateway.page(id, 3)).hasMessage("no page 3 of " + id + ": the next is 2");
        assertThat(gateway.cancel(id)).isTrue();
    }
}
