package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws 2 and 6: whatever the company, each key gets what it would have got alone, one window after the other. */
@Timeout(60)
class EngineLawTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);

    private static final int KEYS = 40;
    private static final int STEPS = 25;
    private static final int LANES = 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldScoreManyKeysOfManyThreadsAsIfEachWereAlone(long seed) throws InterruptedException, ExecutionException {
        scoreManyKeys(seed, List.of(model()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldDoTheSameOnSeveralThreads(long seed) throws InterruptedException, ExecutionException {
        scoreManyKeys(seed, List.of(model(), model(), model()));
    }

    /** The device of each thread is lost in the middle. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldDoTheSameWhenDevicesAreLost(long seed) throws InterruptedException, ExecutionException {
        List<Unplugged> models = List.of(Unplugged.after(5), Unplugged.after(8));

        scoreManyKeys(seed, models);

        assertThat(models.get(0).failovers() + models.get(1).failovers()).isPositive();
    }

    private static FakeModel model() {
        return new FakeModel(SIGNAL, WindowSpec.tumbling(3));
    }

    /** Breaks a GPU after some batches. */
    private record Unplugged(SequenceModel model, FakeModel gpu, AtomicInteger batches) implements SequenceModel {

        static Unplugged after(int batches) {
            FakeModel gpu = EngineLawTest.model();
            SequenceModel model =
                    new FailoverModel(() -> gpu, EngineLawTest.model(), FailoverModel.Terms.DEFAULT, System::nanoTime);
            return new Unplugged(model, gpu, new AtomicInteger(batches));
        }

        @Override
        public long failovers() {
            return model.failovers();
        }

        @Override
        public ModelManifest manifest() {
            return model.manifest();
        }

        @Override
        public List<StepResult.Scored> step(List<Step> batch) {
            gpu.broken(batches.decrementAndGet() < 0);
            return model.step(batch);
        }

        @Override
        public void close() {
            model.close();
        }
    }

    private static void scoreManyKeys(long seed, List<? extends SequenceModel> models)
            throws InterruptedException, ExecutionException {
        BatchPolicy policy = new BatchPolicy(1 + new Random(seed).nextInt(16), Duration.ofMillis(seed % 2));
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try (InferenceEngine engine = new InferenceEngine(models, policy, new MetricRegistry())) {
            List<Future<Map<String, List<Float>>>> owners = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                long owner = seed * LANES + i;
                owners.add(threads.submit(() -> run(engine, owner)));
            }
            for (int i = 0; i < LANES; i++) {
                assertThat(owners.get(i).get()).isEqualTo(alone(seed * LANES + i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Owns some keys, each with one step out until all its windows are scored. */
    private static Map<String, List<Float>> run(InferenceEngine engine, long owner) throws InterruptedException {
        Map<String, List<Float>> found = new HashMap<>();
        try (Lane lane = engine.openLane()) {
            for (int key = 0; key < KEYS; key++) {
                lane.submit(step(owner, key, 0, 0));
            }
            while (lane.inFlight() > 0) {
                StepResult.Scored scored = (StepResult.Scored) Steps.take(lane);
                List<Float> outputs = found.computeIfAbsent(scored.step().key(), key -> new ArrayList<>());
                outputs.add(scored.outputs()[0]);
                if (outputs.size() < STEPS) {
                    int key = Integer.parseInt(scored.step().key());
                    lane.submit(step(owner, key, outputs.size(), scored.state()[0]));
                }
            }
        }
        return found;
    }

    private static Map<String, List<Float>> alone(long owner) {
        Map<String, List<Float>> expected = new HashMap<>();
        for (int key = 0; key < KEYS; key++) {
            List<Float> outputs = new ArrayList<>();
            float state = 0;
            for (int i = 0; i < STEPS; i++) {
                state = FakeModel.after(
                        state, step(owner, key, i, state).window().values());
                outputs.add(state);
            }
            expected.put(String.valueOf(key), outputs);
        }
        return expected;
    }

    private static Step step(long owner, int key, int index, float state) {
        Random random = new Random((owner * KEYS + key) * STEPS + index);
        return Steps.step(String.valueOf(key), state, random.nextFloat(), random.nextFloat(), random.nextFloat());
    }
}
