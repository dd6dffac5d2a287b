package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Prediction;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the house that one process can show, over seeded histories on the real topology. */
class LawsTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);

    @TempDir
    private Path stateDir;

    static List<Long> seeds() {
        return new Random(20261121).longs(25).boxed().toList();
    }

    /** Laws 1, 2, 3 and 8: every commit falls somewhere else in the samples, and nothing changes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldPredictTheSameHoweverTheSamplesAreCutAndCommitted(long seed) {
        RandomHistory history = new RandomHistory(seed);
        FakeModel model = new FakeModel(SIGNAL, spec(seed));
        Map<String, List<Samples>> stretches = history.stretches(6);

        Map<String, List<Prediction>> streamed = stream(model, history.cut(stretches, true));

        assertThat(streamed).isEqualTo(offline(model, stretches));
    }

    /** Law 8, in any order within the grace; the end of the stream is found by the clock. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldPredictTheSameFromSamplesInAnotherOrder(long seed) {
        RandomHistory history = new RandomHistory(seed);
        FakeModel model = new FakeModel(SIGNAL, spec(seed));
        Map<String, List<Samples>> stretches = history.stretches(6);
        Duration grace = Duration.of(80, ChronoUnit.MICROS);

        Map<String, List<Prediction>> streamed = stream(model, history.shuffled(stretches, 30), grace);

        assertThat(streamed).isEqualTo(offline(model, stretches));
    }

    /** Law 7: a bad window costs its own prediction and nothing else. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldLoseNothingButTheWindowThatCannotBeScored(long seed) {
        RandomHistory history = new RandomHistory(seed);
        FakeModel model = new FakeModel(SIGNAL, spec(seed));
        Map<String, List<Samples>> stretches = history.stretches(6);
        float[] values = stretches.values().iterator().next().get(0).values();
        values[new Random(seed).nextInt(values.length)] = FakeModel.POISON;

        Map<String, List<Prediction>> streamed = stream(model, history.cut(stretches, false));

        assertThat(streamed).isEqualTo(offline(model, stretches));
    }

    /** Law 2 for keys that catch up, with bad windows in the middle of runs. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldPredictTheSameInRunsOfSeveralWindows(long seed) {
        RandomHistory history = new RandomHistory(seed);
        FakeModel model = new FakeModel(SIGNAL, spec(seed));
        Map<String, List<Samples>> stretches = history.stretches(6);
        Random random = new Random(seed);
        stretches.values().forEach(all -> {
            float[] values = all.get(0).values();
            values[random.nextInt(values.length)] = FakeModel.POISON;
        });
        int catchUp = 1 + random.nextInt(8);

        Map<String, List<Prediction>> streamed = stream(model, history.cut(stretches, true), Duration.ZERO, catchUp);

        assertThat(streamed).isEqualTo(offline(model, stretches));
        assertThat(model.longestRun()).isLessThanOrEqualTo(catchUp);
    }

    private static WindowSpec spec(long seed) {
        Random random = new Random(seed + 1);
        int length = 1 + random.nextInt(6);
        return new WindowSpec(length, 1 + random.nextInt(8), random.nextInt(length), random.nextInt(6));
    }

    private Map<String, List<Prediction>> stream(FakeModel model, List<RandomHistory.Event> events) {
        return stream(model, events, Duration.ZERO);
    }

    private Map<String, List<Prediction>> stream(FakeModel model, List<RandomHistory.Event> events, Duration grace) {
        return stream(model, events, grace, 1);
    }

    private Map<String, List<Prediction>> stream(
            FakeModel model, List<RandomHistory.Event> events, Duration grace, int catchUp) {
        TopologySettings usual = TopologySettings.usual();
        TopologySettings settings = new TopologySettings(
                usual.signals(),
                usual.predictions(),
                usual.deadLetters(),
                usual.bounds().withGrace(grace));
        Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
        try (TopologyHarness harness = new TopologyHarness(model, settings, stateDir, catchUp)) {
            events.forEach(event -> harness.send(event.key(), event.samples()));
            harness.rest(Duration.ofSeconds(2));
            harness.predictions().forEach(it -> predictions
                    .computeIfAbsent(it.key(), key -> new ArrayList<>())
                    .add(it.value()));
        }
        return predictions;
    }

    /** One key after the other, one window at a time, no batches, no Kafka. */
    static Map<String, List<Prediction>> offline(FakeModel model, Map<String, List<Samples>> stretches) {
        Map<String, List<Prediction>> all = new LinkedHashMap<>();
        stretches.forEach((key, samples) -> {
            KeyState state = new KeyState(
                    SIGNAL, model.manifest().window(), model.manifest().initialState());
            samples.forEach(state::accept);
            List<Prediction> predictions = scored(model, key, state);
            if (!predictions.isEmpty()) {
                all.put(key, predictions);
            }
        });
        return all;
    }

    /** All windows of a key that are complete. */
    static List<Prediction> scored(FakeModel model, String key, KeyState state) {
        Predictions words = new Predictions(model.manifest());
        List<Prediction> predictions = new ArrayList<>();
        for (Optional<Window> window = state.begin(); window.isPresent(); window = state.begin()) {
            score(model, new Step(key, window.get(), state.hidden()), state)
                    .ifPresent(it -> predictions.add(words.of(it)));
        }
        return predictions;
    }

    private static Optional<StepResult.Scored> score(FakeModel model, Step step, KeyState state) {
        for (float value : step.window().values()) {
            if (value == FakeModel.POISON) {
                state.skip();
                return Optional.empty();
            }
        }
        StepResult.Scored scored = model.step(List.of(step)).get(0);
        state.advance(scored.state());
        return Optional.of(scored);
    }
}
