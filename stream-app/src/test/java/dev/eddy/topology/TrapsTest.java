package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Prediction;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.InferenceException;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where stateful streams are known to lose or repeat something. */
class TrapsTest {

    private static final TopologySettings.Bounds IMPATIENT =
            new TopologySettings.Bounds(100, 100, 100, Duration.ofMillis(50), true, Duration.ZERO, 250_000);

    private final FakeModel model = new FakeModel(new SignalSpec(1, 1000), WindowSpec.tumbling(2));
    private final InferenceEngine engine =
            new InferenceEngine(model, new BatchPolicy(1, Duration.ZERO), new MetricRegistry());

    @AfterEach
    void close() {
        model.release();
        engine.close();
    }

    /** All of them may be of one key, and are one record then. */
    @Test
    void shouldLeaveNoMoreOverACommitThanFitsIntoARecord() {
        assertThat(TopologySettings.Bounds.DEFAULT.windowsOverCommit(100)).isEqualTo(256);
        assertThat(TopologySettings.Bounds.DEFAULT.windowsOverCommit(1000)).isBetween(100, 150);
        assertThat(TopologySettings.Bounds.DEFAULT.windowsOverCommit(1 << 20)).isZero();
    }

    @Test
    void shouldDropWhatTheEngineAnswersToATaskThatWasRevoked() {
        BareTask task = new BareTask(model.manifest(), engine);
        model.hang();
        task.process(event("a", 0, 1, 2));
        await().until(() -> !model.batches().isEmpty());
        task.crash();
        model.release();

        task.process(event("a", 0, 1, 2));
        task.process(event("a", 2, 3, 4));
        task.commit();

        assertThat(task.committed()).isEqualTo(uninterrupted());
    }

    @Test
    void shouldGoOnFromWhatAnotherTaskWroteWhileItWasAStandby() {
        BareTask task = new BareTask(model.manifest(), engine);
        task.process(event("a", 0, 9, 9));
        task.commit();
        BareTask other = new BareTask(model.manifest(), engine);
        other.process(event("a", 0, 1, 2));
        other.commit();

        task.recycle(other);
        task.process(event("a", 2, 3, 4));
        task.commit();

        assertThat(last(task.committed())).isEqualTo(last(uninterrupted()));
    }

    @Test
    void shouldWriteNothingWhenItIsClosedAfterAFailure() {
        BareTask task = new BareTask(model.manifest(), engine);
        model.broken(true);
        task.process(event("a", 0, 1, 2));
        assertThatThrownBy(task::commit).isInstanceOf(InferenceException.class);

        assertThat(task.closeDirty()).isEmpty();
        assertThat(task.forwarded()).isZero();
    }

    @Test
    void shouldGiveUpOnAnEngineThatHangsLongBeforeKafkaGivesUpOnTheTask() {
        BareTask task = new BareTask(model.manifest(), engine, IMPATIENT);
        model.hang();
        task.process(event("a", 0, 1, 2));

        assertThatThrownBy(task::commit).isInstanceOf(StreamsException.class).hasMessageContaining("with 1 steps out");
        assertThat(task.closeDirty()).isEmpty();
    }

    private Map<String, List<Prediction>> uninterrupted() {
        BareTask task = new BareTask(model.manifest(), engine);
        task.process(event("a", 0, 1, 2));
        task.process(event("a", 2, 3, 4));
        task.commit();
        return task.committed();
    }

    private static Prediction last(Map<String, List<Prediction>> predictions) {
        List<Prediction> all = predictions.getOrDefault("a", List.of());
        return all.get(all.size() - 1);
    }

    private static RandomHistory.Event event(String key, long firstSample, float... values) {
        return new RandomHistory.Event(key, new Samples(firstSample * 1000, values, false));
    }
}
