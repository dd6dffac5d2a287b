package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FailoverModelTest {

    private static final Step STEP = Steps.step("a", 4, 1, 2);
    private static final String RIGHT = "a: 5.0 -> 5.0";

    private final AtomicLong clock = new AtomicLong();
    private final FakeModel processor = fake();
    private final FakeModel gpu = fake();
    private final FakeModel gpuAnew = fake();
    private final Deque<FakeModel> opened = new ArrayDeque<>(List.of(gpu, gpuAnew));
    private final FailoverModel model = failover(Duration.ofSeconds(20));

    private static FakeModel fake() {
        return new FakeModel(new SignalSpec(1, 1000), WindowSpec.tumbling(2));
    }

    private FailoverModel failover(Duration answer) {
        return new FailoverModel(
                () -> new OnGpu(opened.pop()),
                processor,
                new FailoverModel.Terms(answer, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                clock::get);
    }

    /** Says that it is a GPU. */
    private record OnGpu(FakeModel model) implements SequenceModel {

        @Override
        public dev.eddy.model.ModelManifest manifest() {
            return model.manifest();
        }

        @Override
        public List<StepResult.Scored> step(List<Step> batch) {
            return model.step(batch);
        }

        @Override
        public Device device() {
            return Device.parse("cuda:0");
        }

        @Override
        public void close() {
            model.close();
        }
    }

    @AfterEach
    void close() {
        gpu.release();
        model.close();
    }

    @Test
    void shouldScoreOnTheDeviceWhileItWorks() {
        assertThat(step(model)).isEqualTo(RIGHT);

        assertThat(gpu.batches()).containsExactly(1);
        assertThat(processor.batches()).isEmpty();
        assertThat(model.device()).hasToString("cuda:0");
    }

    /** Whoever waits for its turn on a shared device has not begun: the time of a batch is not running. */
    @Test
    void shouldWaitForItsTurnBeforeTheDeviceIsAsked() {
        List<String> order = new ArrayList<>();
        Gate gate = new Gate() {
            @Override
            public void enter() {
                order.add("enter after " + gpuAnew.batches() + " on " + Thread.currentThread());
            }

            @Override
            public void leave() {
                order.add("leave after " + gpuAnew.batches());
            }
        };
        FailoverModel shared =
                new FailoverModel(() -> new OnGpu(gpuAnew), fake(), gate, FailoverModel.Terms.DEFAULT, clock::get);
        assertThat(order).as("to open it is no run").isEmpty();

        step(shared);
        gpuAnew.broken(true);
        step(shared);
        step(shared);

        assertThat(order)
                .containsExactly(
                        "enter after [] on " + Thread.currentThread(),
                        "leave after [1]",
                        "enter after [1] on " + Thread.currentThread(),
                        "leave after [1, 1]");
        shared.close();
    }

    @Test
    void shouldScoreTheSameBatchOnTheProcessorWhenTheDeviceIsLost() {
        gpu.broken(true);

        assertThat(step(model)).isEqualTo(RIGHT);
        assertThat(step(model)).isEqualTo(RIGHT);

        assertThat(gpu.batches()).as("a lost device is left alone").containsExactly(1);
        assertThat(processor.batches()).containsExactly(1, 1);
        assertThat(model.device()).isEqualTo(Device.CPU);
        assertThat(model.failovers()).isEqualTo(1);
    }

    @Test
    void shouldOpenTheDeviceAnewOnceItHasRested() {
        gpu.broken(true);
        step(model);
        await().until(gpu::closed);

        clock.addAndGet(Duration.ofMillis(999).toNanos());
        step(model);
        assertThat(opened).as("too early").hasSize(1);
        clock.addAndGet(Duration.ofMillis(1).toNanos());

        await().until(() -> step(model).equals(RIGHT) && !gpuAnew.batches().isEmpty());
        assertThat(model.device()).hasToString("cuda:0");
    }

    @Test
    void shouldRestLongerEachTimeThatTheDeviceFailsAgain() {
        gpu.broken(true);
        gpuAnew.broken(true);
        step(model);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        await().until(() -> step(model).equals(RIGHT) && model.failovers() == 2);
        await().until(gpuAnew::closed);
        FakeModel third = fake();
        opened.add(third);

        clock.addAndGet(Duration.ofMillis(1999).toNanos());
        step(model);
        assertThat(opened).as("too early").hasSize(1);
        clock.addAndGet(Duration.ofMillis(1).toNanos());

        await().until(() -> step(model).equals(RIGHT) && !third.batches().isEmpty());
    }

    @Test
    void shouldStayOnTheProcessorWhileTheDeviceCannotBeOpened() {
        gpu.broken(true);
        opened.clear();
        step(model);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        for (int i = 0; i < 100; i++) {
            assertThat(step(model)).isEqualTo(RIGHT);
        }
        assertThat(model.failovers()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheDeviceWhenAWindowIsToBlame() {
        Step bad = Steps.step("bad", 0, FakeModel.POISON, 0);

        assertThatThrownBy(() -> model.step(List.of(STEP, bad))).isInstanceOf(InferenceException.class);

        assertThat(model.failovers()).isZero();
        assertThat(step(model)).isEqualTo(RIGHT);
        assertThat(processor.batches()).containsExactly(2);
    }

    @Test
    void shouldLeaveADeviceThatHangsForGood() {
        opened.push(gpu);
        try (FailoverModel hasty = failover(Duration.ofMillis(50))) {
            gpu.hang();

            assertThat(step(hasty)).isEqualTo(RIGHT);

            clock.addAndGet(Duration.ofHours(1).toNanos());
            assertThat(step(hasty)).isEqualTo(RIGHT);
            assertThat(hasty.device()).isEqualTo(Device.CPU);
            assertThat(opened).containsExactly(gpuAnew);
            gpu.release();
        }
    }

    @Test
    void shouldNotWaitOnceMoreForADeviceThatHangsWhenClosed() {
        opened.push(gpu);
        FailoverModel hasty = failover(Duration.ofMillis(50));
        gpu.hang();
        assertThat(step(hasty)).isEqualTo(RIGHT);

        assertTimeoutPreemptively(Duration.ofSeconds(3), hasty::close);
    }

    @Test
    void shouldNotStartWithADeviceThatCannotBeOpened() {
        opened.clear();

        assertThatThrownBy(() -> failover(Duration.ofSeconds(1))).isInstanceOf(InferenceException.class);
        assertThat(processor.closed()).isFalse();
    }

    @Test
    void shouldRefuseADeviceThatAnswersOtherwise() {
        Probe probe = Probe.of(processor);
        SequenceModel wrong = new WrongBy(1e-3f);

        probe.requireAgreement(gpu, 1e-6);
        probe.requireAgreement(wrong, 2e-3);
        assertThatThrownBy(() -> probe.requireAgreement(wrong, 5e-4))
                .hasMessageContaining("must agree with those of the processor to 5.0E-4 but are off by")
                .hasMessageContaining("--device-tolerance");
        assertThatThrownBy(() -> probe.requireAgreement(new WrongBy(Float.NaN), 1))
                .hasMessageContaining("NaN");
    }

    /** Adds a share to every output. */
    private record WrongBy(float share) implements SequenceModel {

        @Override
        public dev.eddy.model.ModelManifest manifest() {
            return fake().manifest();
        }

        @Override
        public List<StepResult.Scored> step(List<Step> batch) {
            return fake().step(batch).stream()
                    .map(it -> new StepResult.Scored(it.step(), off(it.outputs()), it.state()))
                    .toList();
        }

        private float[] off(float[] values) {
            float[] off = Arrays.copyOf(values, values.length);
            for (int i = 0; i < off.length; i++) {
                off[i] += share * Math.max(1, Math.abs(off[i]));
            }
            return off;
        }

        @Override
        public void close() {}
    }

    @Test
    void shouldPadToFewSizesThatItHasMetBefore() {
        SequenceModel padded = Padding.POWERS.before(gpu, 6);

        List<StepResult.Scored> five = padded.step(List.of(STEP, STEP, STEP, STEP, Steps.step("last", 0, 3, 3)));
        String one = Steps.text(padded.step(List.of(STEP)).get(0));

        assertThat(five).hasSize(5);
        assertThat(Steps.text(five.get(4))).isEqualTo("last: 6.0 -> 6.0");
        assertThat(one).isEqualTo(RIGHT);
        assertThat(gpu.batches()).containsExactly(6, 4, 2, 1, 6, 1);
        assertThat(Padding.FULL.sizes(64)).containsExactly(64);
    }

    private static String step(FailoverModel model) {
        return Steps.text(model.step(List.of(STEP)).get(0));
    }
}
