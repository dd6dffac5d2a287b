package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where time comes in: jitter, awkward rates, ends of events. */
class WindowTimeTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final Ramp RAMP = new Ramp(SIGNAL, Ramp.START);

    private final List<Window> windows = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"-499, APPENDED", "0, APPENDED", "499, APPENDED", "501, GAP_FILLED", "1501, GAP_RESET", "-501, APPENDED"
    })
    void shouldAbsorbJitterBelowHalfASample(long micros, Arrival expected) {
        Windower windower = new Windower(SIGNAL, new WindowSpec(2, 2, 0, 1));

        windower.accept(RAMP.chunk(0, 2), windows::add);
        Arrival arrival = windower.accept(Ramp.shifted(RAMP.chunk(2, 4), micros), windows::add);

        assertThat(arrival).isEqualTo(expected);
        assertThat(windower.cut.received).isEqualTo(micros > 1500 ? 4 : micros > 500 ? 7 : micros < -500 ? 5 : 6);
    }

    @Test
    void shouldNotLetJitterAddUp() {
        Windower windower = new Windower(SIGNAL, WindowSpec.tumbling(1));

        List<Arrival> arrivals = IntStream.range(0, 100)
                .mapToObj(i -> windower.accept(Ramp.shifted(RAMP.chunk(i, 1), i % 2 == 0 ? 0 : 490), windows::add))
                .toList();

        assertThat(arrivals.subList(1, 100)).containsOnly(Arrival.APPENDED);
        assertThat(windows).extracting(Window::startMicros).startsWith(Ramp.START, Ramp.START + 1000);
        assertThat(windows).last().extracting(Window::endMicros).isEqualTo(Ramp.START + 100_000);
    }

    @Test
    void shouldTimeWindowsOfAudio() {
        accept(new SignalSpec(1, 44100), WindowSpec.tumbling(1000), 4000);

        assertThat(windows).extracting(it -> it.startMicros() - Ramp.START).containsExactly(0L, 22676L, 45351L, 68027L);
        assertThat(windows)
                .extracting(it -> it.endMicros() - Ramp.START)
                .containsExactly(22676L, 45351L, 68027L, 90703L);
    }

    @Test
    void shouldTimeWindowsThatBeginBeforeTheFirstSample() {
        accept(new SignalSpec(1, 3), new WindowSpec(2, 1, 1, 0), 3);

        assertThat(windows).extracting(it -> it.startMicros() - Ramp.START).containsExactly(-333333L, 0L, 333333L);
        assertThat(windows).extracting(it -> it.endMicros() - Ramp.START).containsExactly(333333L, 666667L, 1000000L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 7.3, 999.983, 22050, 44100, 192000})
    void shouldKnowEverySampleByItsRoundedTime(double rate) {
        SignalSpec signal = new SignalSpec(1, rate);

        for (long sample = -100_000; sample < 10_000_000_000L; sample = 2 * Math.abs(sample) + 1) {
            assertThat(signal.samples(signal.micros(sample))).isEqualTo(sample);
        }
    }

    @Test
    void shouldEndAnEventWithItsLastChunk() {
        assertThat(accept(RAMP.lastChunk(0, 3), RAMP.chunk(3, 3))).containsExactly(Arrival.STARTED, Arrival.STARTED);

        assertThat(windows).map(Ramp::text).containsExactly("0/0: 1 2", "1/0: 4 5");
    }

    @Test
    void shouldEndAnEventWithAnEmptyChunk() {
        assertThat(accept(RAMP.chunk(0, 3), RAMP.end(3), RAMP.end(3), RAMP.chunk(3, 3), RAMP.end(3)))
                .containsExactly(Arrival.STARTED, Arrival.APPENDED, Arrival.EMPTY, Arrival.STARTED, Arrival.EMPTY);

        assertThat(windows).map(Ramp::text).containsExactly("0/0: 1 2", "1/0: 4 5");
    }

    @Test
    void shouldEndAnEventWithAMarkOnKnownSamples() {
        assertThat(accept(RAMP.chunk(0, 3), RAMP.lastChunk(1, 2), RAMP.chunk(0, 3), RAMP.chunk(3, 2)))
                .containsExactly(Arrival.STARTED, Arrival.DUPLICATE, Arrival.DUPLICATE, Arrival.STARTED);

        assertThat(windows).map(Ramp::text).containsExactly("0/0: 1 2", "1/0: 4 5");
    }

    @Test
    void shouldIgnoreAnEndThatLiesInThePast() {
        assertThat(accept(RAMP.end(0), RAMP.chunk(0, 3), RAMP.lastChunk(0, 2), RAMP.end(2), RAMP.chunk(3, 3)))
                .containsExactly(Arrival.EMPTY, Arrival.STARTED, Arrival.DUPLICATE, Arrival.EMPTY, Arrival.APPENDED);

        assertThat(windows).map(Ramp::text).containsExactly("0/0: 1 2", "0/1: 3 4", "0/2: 5 6");
    }

    @Test
    void shouldRefuseSpecsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WindowSpec(4, 2, 4, 0))
                .withMessage("window.lead must be in 0..3 but was 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WindowSpec(4, 0, 0, 0))
                .withMessageContaining("hop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignalSpec(1, Double.NaN))
                .withMessageContaining("Rate");
    }

    private List<Arrival> accept(Samples... chunks) {
        Windower windower = new Windower(SIGNAL, WindowSpec.tumbling(2));
        return List.of(chunks).stream()
                .map(chunk -> windower.accept(chunk, windows::add))
                .toList();
    }

    private void accept(SignalSpec signal, WindowSpec spec, int samples) {
        Ramp ramp = new Ramp(signal, Ramp.START);
        Windower windower = new Windower(signal, spec);
        for (int i = 0; i < samples; i++) {
            windower.accept(ramp.chunk(i, 1), windows::add);
        }
    }
}
