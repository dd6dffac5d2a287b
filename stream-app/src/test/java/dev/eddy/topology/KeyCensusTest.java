package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task keeps two keys decoded, see {@link BareTask}. */
class KeyCensusTest {

    private final FakeModel model = new FakeModel(new SignalSpec(1, 1000), WindowSpec.tumbling(2));
    private final InferenceEngine engine =
            new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO), new MetricRegistry());
    private final BareTask task = new BareTask(
            model.manifest(),
            engine,
            new TopologySettings.Bounds(1 << 20, 1024, 2, Duration.ofSeconds(8), false, Duration.ZERO, 250_000));

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void shouldCountKeysAsTheyComeAndGo() {
        List.of("a", "b", "c", "a", "d", "c").forEach(this::send);
        task.commit();
        assertThat(keys("live", "cold", "quarantined")).containsExactly(2L, 2L, 0L);

        task.forget("a");
        task.forget("never-seen");
        task.commit();
        assertThat(keys("live", "cold", "quarantined")).containsExactly(2L, 1L, 0L);
    }

    @Test
    void shouldCountWhatWasThereBeforeItsTaskBegan() {
        List.of("a", "b", "c").forEach(this::send);
        task.commit();

        task.crash();
        send("b");
        send("new");
        task.commit();

        assertThat(keys("live", "cold", "quarantined")).containsExactly(2L, 2L, 0L);
    }

    @Test
    void shouldCountADamagedKeyUntilItIsForgotten() {
        List.of("a", "b").forEach(this::send);
        task.commit();
        task.damage("a");

        send("a");
        task.commit();
        assertThat(keys("quarantined")).containsExactly(1L);

        task.forget("a");
        task.commit();
        assertThat(keys("live", "cold", "quarantined")).containsExactly(0L, 1L, 0L);
    }

    @Test
    void shouldCountNothingOnceItsTaskIsClosed() {
        send("a");
        task.commit();

        assertThat(task.forwardedOnClose()).isZero();

        assertThat(keys("live", "cold", "quarantined")).containsExactly(0L, 0L, 0L);
    }

    private List<Object> keys(String... states) {
        Map<String, Gauge<?>> gauges = new HashMap<>();
        task.metrics().getGauges().forEach(gauges::put);
        return Stream.of(states)
                .<Object>map(state ->
                        Objects.requireNonNull(gauges.get("keys." + state)).getValue())
                .toList();
    }

    private void send(String key) {
        task.process(new RandomHistory.Event(key, new Samples(0, new float[] {1, 2}, true)));
    }
}
