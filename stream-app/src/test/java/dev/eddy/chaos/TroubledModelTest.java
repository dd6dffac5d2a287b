package dev.eddy.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.Lane;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Window;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trouble that passes costs no window. */
@Timeout(60)
class TroubledModelTest {

    private static final ModelManifest MODEL = DigestModel.file().manifest();

    private final TroubledModel model = new TroubledModel(DigestModel.open());
    private final InferenceEngine engine =
            new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO), new MetricRegistry());

    @AfterEach
    void close() {
        engine.close();
    }

    private static Step step() {
        float[] values = new float[MODEL.window().length() * MODEL.signal().channels()];
        return new Step("key", new Window(0, 0, 0, 0, values, false), MODEL.initialState());
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.Kind.class,
            names = {"THROW", "MEMORY", "SLOW"})
    void shouldScoreEveryWindowAfterTroubleThatPasses(Trouble.Kind kind) throws InterruptedException {
        model.have(new Trouble(kind, 1, 20));
        try (Lane lane = engine.openLane()) {
            lane.submit(step());

            Optional<StepResult> result = Optional.empty();
            while (result.isEmpty()) {
                result = lane.await(1_000_000_000);
            }

            assertThat(result).get().isInstanceOf(StepResult.Scored.class);
        }
    }

    @Test
    void shouldReadWhatItWrites() {
        Trouble trouble = new Trouble(Trouble.Kind.SLOW, 7, 6500);

        assertThat(Trouble.parse(trouble.line())).isEqualTo(trouble);
        assertThatThrownBy(() -> Trouble.parse("sing 1 2")).hasMessageContaining("but was 'sing 1 2'");
    }
}
