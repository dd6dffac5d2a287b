package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings at any times become samples at the model's rate, and those windows. */
class ReadingsTest {

    private static final float NONE = Float.NaN;

    /** One sample a millisecond. */
    private static final SignalSpec ONE = new SignalSpec(1, 1000);

    private static final SignalSpec TWO = new SignalSpec(2, 1000);

    record Row(long micros, float... values) {}

    @ParameterizedTest
    @CsvSource({
        "HOLD, 0 10 10 20 20 40",
        "LINEAR, 0 10 15 20 30 40",
        "NEAREST, 0 10 10 20 20 40",
    })
    void exampleUsage(ResampleSpec.By by, String expected) {
        KeyState key = key(ONE, new ResampleSpec(by, 5), 0);

        key.accept(readings(new Row(0, 0), new Row(1000, 10), new Row(3000, 20)));
        key.accept(readings(new Row(5000, 40)));
        key.accept(readings(new Row(6000, 0)));

        assertThat(String.join(" ", samples(key)).split(" ")).startsWith(expected.split(" "));
    }

    @Test
    void shouldTellWhatLiesBetweenReadingsOffTheGrid() {
        assertThat(resampled(ResampleSpec.By.HOLD, new Row(0, 0), new Row(1600, 16), new Row(3100, 31)))
                .containsExactly("0", "0", "16", "16");
        assertThat(resampled(ResampleSpec.By.LINEAR, new Row(0, 0), new Row(1600, 16), new Row(3100, 31)))
                .containsExactly("0", "10", "20", "30");
        assertThat(resampled(ResampleSpec.By.NEAREST, new Row(0, 0), new Row(1600, 16), new Row(3100, 31)))
                .containsExactly("0", "16", "16", "31");
    }

    private static List<String> resampled(ResampleSpec.By by, Row... rows) {
        KeyState key = key(ONE, new ResampleSpec(by, 5), 0);
        key.accept(readings(rows));
        return samples(key);
    }

    @Test
    void shouldResampleEachChannelByItsOwnValues() {
        KeyState held = key(TWO, new ResampleSpec(ResampleSpec.By.HOLD, 9), 0);
        KeyState line = key(TWO, new ResampleSpec(ResampleSpec.By.LINEAR, 9), 0);
        Samples rows =
                readings(new Row(0, 1, 100), new Row(1000, 2, NONE), new Row(2000, NONE, NONE), new Row(3000, 8, NONE));

        held.accept(rows);
        line.accept(rows);
        assertThat(samples(held)).containsExactly("1/100", "2/100", "2/100");
        assertThat(samples(line)).containsExactly("1/100");

        line.accept(readings(new Row(4000, NONE, 140)));
        assertThat(samples(line)).containsExactly("2/110", "5/120", "8/130");
    }

    @Test
    void shouldAddWhatAnotherReadingOfTheSameTimeTells() {
        KeyState key = key(TWO, new ResampleSpec(ResampleSpec.By.HOLD, 9), 0);

        key.accept(readings(new Row(0, 1, NONE)));
        assertThat(key.accept(readings(new Row(0, 7, 2)))).isEqualTo(Arrival.APPENDED);
        assertThat(key.accept(readings(new Row(0, 7, 7)))).isEqualTo(Arrival.DUPLICATE);
        key.accept(readings(new Row(1000, 3, 4)));

        assertThat(samples(key)).containsExactly("1/2", "3/4");
    }

    @Test
    void shouldLeaveOutWhatCannotBeTold() {
        KeyState key = key(ONE, new ResampleSpec(ResampleSpec.By.LINEAR, 3), 0);

        key.accept(readings(new Row(0, 1), new Row(1000, 2)));
        assertThat(key.accept(readings(new Row(5000, 6), new Row(6000, 7)))).isEqualTo(Arrival.GAP_RESET);

        assertThat(windows(key)).extracting(Window::epoch).containsExactly(0L, 0L, 1L, 1L);
        assertThat(windows(key)).isEmpty();
    }

    @Test
    void shouldFillWhatIsMissingAsOfAnySignal() {
        WindowSpec spec = new WindowSpec(1, 1, 0, 4, GapFill.MASK, false)
                .withResampling(new ResampleSpec(ResampleSpec.By.HOLD, 2));
        KeyState key = new KeyState(ONE, spec, new float[0]);

        key.accept(readings(new Row(0, 1), new Row(5000, 6)));

        assertThat(samples(key)).containsExactly("1/1", "1/1", "1/1", "1/0", "1/0", "6/1");
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600_000_000L, 200_000_000_000_000_000L})
    void shouldPassOverALongTimeAtOnce(long later) {
        KeyState key = key(ONE, new ResampleSpec(ResampleSpec.By.HOLD, 2), 0);

        key.accept(readings(new Row(0, 1)));
        key.accept(readings(new Row(later, 2), new Row(later + 1000, 3)));

        assertThat(samples(key)).containsExactly("1", "1", "1", "2", "3");
    }

    @Test
    void shouldHoldWhatIsOpenWhereTheEventEnds() {
        KeyState key = key(ONE, new ResampleSpec(ResampleSpec.By.LINEAR, 9), 0);
        Samples last = new Samples(2500, new float[] {3}, true, false, new long[] {2500});

        key.accept(readings(new Row(0, 0), new Row(900, 9)));
        key.accept(last);
        assertThat(key.accept(last)).isEqualTo(Arrival.DUPLICATE);
        key.accept(readings(new Row(9100, 5), new Row(10_100, 6)));

        assertThat(windows(key))
                .extracting(it -> it.epoch() + ":" + it.startMicros())
                .containsExactly("0:0", "0:1000", "0:2000", "1:9100", "1:10100");
    }

    @Test
    void shouldBeginAnEpochWhereItIsAskedFor() {
        KeyState key = key(ONE, new ResampleSpec(ResampleSpec.By.HOLD, 9), 0);

        key.accept(readings(new Row(0, 1), new Row(1000, 2)));
        key.accept(new Samples(1500, new float[] {3}, false, true, new long[] {1500}));
        key.accept(readings(new Row(2500, 4)));

        assertThat(windows(key))
                .extracting(it -> it.epoch() + ":" + it.startMicros() + " " + it.began())
                .containsExactly("0:0 FIRST", "0:1000 FIRST", "1:1500 RESET", "1:2500 RESET");
    }

    @Test
    void shouldTellWhatAReadingTurnedOutToBe() {
        KeyState key = key(ONE, new ResampleSpec(ResampleSpec.By.HOLD, 9), 0);

        assertThat(key.accept(readings(new Row(5000, 1)))).isEqualTo(Arrival.STARTED);
        assertThat(key.accept(readings(new Row(6000, 1)))).isEqualTo(Arrival.APPENDED);
        assertThat(key.accept(readings(new Row(6000, 1)))).isEqualTo(Arrival.DUPLICATE);
        assertThat(key.accept(readings(new Row(5000, 1)))).isEqualTo(Arrival.LATE);
        assertThat(key.accept(readings(new Row(5000, 1), new Row(7000, 1)))).isEqualTo(Arrival.APPENDED);
    }

    @Test
    void shouldLetReadingsWaitForOlderOnesWithinTheGrace() {
        KeyState key = key(ONE, new ResampleSpec(ResampleSpec.By.HOLD, 9), 2000);

        assertThat(key.accept(readings(new Row(0, 1)))).isEqualTo(Arrival.EARLY);
        assertThat(key.accept(readings(new Row(2000, 3)))).isEqualTo(Arrival.STARTED);
        assertThat(key.accept(readings(new Row(1000, 2)))).isEqualTo(Arrival.EARLY);
        assertThat(key.accept(readings(new Row(4000, 5)))).isEqualTo(Arrival.APPENDED);
        assertThat(key.waits()).isTrue();
        assertThat(samples(key)).containsExactly("1", "2", "3");

        key.release();

        assertThat(key.waits()).isFalse();
        assertThat(samples(key)).containsExactly("3", "5");
        assertThat(key.newestMicros()).isEqualTo(5000);
    }

    @Test
    void shouldRefuseReadingsWithoutARule() {
        KeyState key = new KeyState(ONE, WindowSpec.tumbling(1), new float[0]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.accept(readings(new Row(0, 1))))
                .withMessageContaining("window.resample");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hold", "hold:", "hold:0", "hold:65537", "cubic:5", "hold:-1", "HOLD:5", "linear:1:2"})
    void shouldRefuseWhatIsNoRule(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ResampleSpec.parse(text));
        assertThat(ResampleSpec.parse("nearest:65536")).isEqualTo(new ResampleSpec(ResampleSpec.By.NEAREST, 65_536));
    }

    private static KeyState key(SignalSpec signal, ResampleSpec rule, long grace) {
        return new KeyState(signal, WindowSpec.tumbling(1).withResampling(rule), new float[0], grace);
    }

    static Samples readings(Row... rows) {
        int channels = rows[0].values.length;
        float[] values = new float[rows.length * channels];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i].values, 0, values, i * channels, channels);
        }
        long[] times = Arrays.stream(rows).mapToLong(Row::micros).toArray();
        return new Samples(times[0], values, false, false, times);
    }

    static List<Window> windows(KeyState key) {
        List<Window> windows = new ArrayList<>();
        for (Optional<Window> next = key.begin(); next.isPresent(); next = key.begin()) {
            windows.add(next.get());
            key.skip();
        }
        return windows;
    }

    private static List<String> samples(KeyState key) {
        List<String> samples = new ArrayList<>();
        for (Window window : windows(key)) {
            List<String> values = new ArrayList<>();
            for (float value : window.values()) {
                values.add(value == (int) value ? String.valueOf((int) value) : String.valueOf(value));
            }
            samples.add(String.join("/", values));
        }
        return samples;
    }
}
