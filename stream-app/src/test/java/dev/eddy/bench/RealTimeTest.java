package dev.eddy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RealTimeTest {

    private final FakeModel model = new FakeModel(new SignalSpec(1, 1000), WindowSpec.tumbling(2));
    private final InferenceEngine engine =
            new InferenceEngine(model, new BatchPolicy(64, Duration.ZERO), new MetricRegistry());

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void exampleUsage() {
        RealTime realTime = new RealTime(engine, Duration.ofSeconds(10));

        RealTime.Outcome outcome = realTime.run(8, Duration.ofMillis(100));

        assertThat(outcome.held()).isTrue();
        assertThat(outcome.perSecond()).isEqualTo(4000);
        assertThat(outcome.times().getTotalCount())
                .as("of 50 windows each, those after the beginning")
                .isEqualTo(8 * 38);
    }

    @Test
    void shouldGiveUpWhatFallsFarBehind() {
        model.slow(Duration.ofMillis(20));
        RealTime realTime = new RealTime(engine, Duration.ofMillis(1));

        RealTime.Outcome outcome = realTime.run(4, Duration.ofHours(1));

        assertThat(outcome.held()).isFalse();
    }
}
