package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Prediction;
import dev.eddy.inference.FakeModel;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.Punctuator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks that overtake each other: how long is waited, and what becomes of the last ones. */
class GraceTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final Duration GRACE = Duration.ofMillis(10);

    @TempDir
    private Path stateDir;

    private TopologyHarness harness;

    @BeforeEach
    void start() {
        TopologySettings usual = TopologySettings.usual();
        TopologySettings settings = new TopologySettings(
                usual.signals(),
                usual.predictions(),
                usual.deadLetters(),
                usual.bounds().withGrace(GRACE));
        harness = new TopologyHarness(new FakeModel(SIGNAL, WindowSpec.tumbling(2)), settings, stateDir);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void shouldWaitForWhatBelongsInFront() {
        send(4, 5, 6);
        send(0, 1, 2);
        send(7, 8, 9);
        send(2, 3, 4);
        send(6, 7);
        assertThat(outputs()).isEmpty();

        send(9, 10, 11, 12);

        assertThat(outputs()).containsExactly(3f, 8.5f, 15.25f, 22.625f, 30.3125f, 38.15625f);
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void shouldWaitNoLongerThanTheGraceAndRefuseWhatComesThen() {
        send(0, 1, 2);
        send(4, 5, 6);
        send(13, 14, 15);
        assertThat(outputs()).containsExactly(3f, 11f);

        send(2, 3, 4);

        assertThat(harness.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.headers().lastHeader("eddy.reason").value())
                    .asString()
                    .isEqualTo("LATE");
            assertThat(new String(letter.headers().lastHeader("eddy.message").value(), StandardCharsets.UTF_8))
                    .contains("--grace is 10 ms");
        });
    }

    @Test
    void shouldTakeInWhatWaitsWhenNothingMoreComes() {
        send(0, 1, 2);
        send(4, 5, 6);
        harness.rest(Duration.ofMillis(900));
        assertThat(outputs()).isEmpty();

        harness.rest(Duration.ofMillis(200));

        assertThat(outputs()).containsExactly(3f, 11f);
    }

    @Test
    void shouldNotCountTheTimeThatItMissedItself() {
        send(0, 1, 2);
        send(4, 5, 6);
        harness.stall(Duration.ofMinutes(1));

        send(2, 3, 4);
        harness.rest(Duration.ofMillis(1200));

        assertThat(outputs()).containsExactly(3f, 8.5f, 15.25f);
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void shouldForgetWhatWaitsWithItsKey() {
        send(0, 1, 2);
        harness.send("k", (byte[]) null);
        harness.rest(Duration.ofSeconds(2));

        assertThat(outputs()).isEmpty();
    }

    @Test
    void shouldReleaseKeysThatSomebodyElseHasLeftWaiting() {
        List<String> released = new ArrayList<>();
        List<Punctuator> looks = new ArrayList<>();
        boolean[] complete = new boolean[1];
        WaitingKeys waiting = waiting(looks, released);

        waiting.look(() -> complete[0]);
        looks.get(0).punctuate(0);
        waiting.found("left");
        look(looks, 100, 11_000);
        assertThat(released).isEmpty();
        look(looks, 11_010, 11_010);
        assertThat(released).containsExactly("left");
        assertThat(looks).hasSize(1);
        complete[0] = true;
        look(looks, 11_011, 11_011);
        assertThat(looks).isEmpty();
    }

    /** What it reads first may be behind what it has kept, and much of it. */
    @Test
    void shouldBeginToCountWhenTheTaskHasBegunToRead() {
        List<String> released = new ArrayList<>();
        List<Punctuator> looks = new ArrayList<>();
        WaitingKeys waiting = waiting(looks, released);
        waiting.look(() -> true);
        waiting.found("left");
        look(looks, 0, 9000);

        waiting.heard("other", false);
        look(looks, 9100, 10_000);
        assertThat(released).isEmpty();
        look(looks, 10_010, 10_010);

        assertThat(released).containsExactly("left");
    }

    private static WaitingKeys waiting(List<Punctuator> looks, List<String> released) {
        return new WaitingKeys(
                GRACE,
                look -> {
                    looks.add(look);
                    return looks::clear;
                },
                released::add);
    }

    /** Looks ten times a second. */
    private static void look(List<Punctuator> looks, long fromMillis, long toMillis) {
        for (long at = fromMillis; at <= toMillis; at += WaitingKeys.LOOK_EVERY.toMillis()) {
            looks.get(0).punctuate(at);
        }
    }

    private void send(long first, float... values) {
        harness.send("k", new Samples(first * 1000, values, false));
    }

    private List<Float> outputs() {
        return harness.predictions().stream().map(it -> output(it.value())).toList();
    }

    private static float output(Prediction prediction) {
        return prediction.getValues().slice().order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }
}
