package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowerTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final Ramp RAMP = new Ramp(SIGNAL, Ramp.START);

    private final List<Window> windows = new ArrayList<>();

    @Test
    void exampleUsage() {
        Windower windower = new Windower(new SignalSpec(1, 1000), WindowSpec.tumbling(4));

        Arrival first = windower.accept(new Samples(5_000_000, new float[] {1, 2, 3}, false), windows::add);
        Arrival second = windower.accept(new Samples(5_003_000, new float[] {4, 5, 6, 7, 8, 9}, false), windows::add);

        assertThat(first).isEqualTo(Arrival.STARTED);
        assertThat(second).isEqualTo(Arrival.APPENDED);
        assertThat(windows)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(window(0, 5_000_000, 1, 2, 3, 4), window(1, 5_004_000, 5, 6, 7, 8));
    }

    @Test
    void shouldOverlapWindowsWhenTheHopIsShorter() {
        accept(new WindowSpec(4, 2, 0, 0), RAMP.chunk(0, 9));

        assertThat(texts()).containsExactly("0/0: 1 2 3 4", "0/1: 3 4 5 6", "0/2: 5 6 7 8");
    }

    @Test
    void shouldSkipSamplesWhenTheHopIsLonger() {
        accept(new WindowSpec(2, 5, 0, 0), RAMP.chunk(0, 3), RAMP.chunk(3, 1), RAMP.chunk(4, 8));

        assertThat(texts()).containsExactly("0/0: 1 2", "0/1: 6 7", "0/2: 11 12");
    }

    @Test
    void shouldLeadWithZerosInEveryEpoch() {
        accept(new WindowSpec(4, 2, 3, 0), RAMP.lastChunk(0, 5), RAMP.chunk(5, 2));

        assertThat(texts()).containsExactly("0/0: 0 0 0 1", "0/1: 0 1 2 3", "0/2: 2 3 4 5", "1/0: 0 0 0 6");
    }

    @Test
    void shouldKeepTheChannelsOfASampleTogether() {
        SignalSpec stereo = new SignalSpec(2, 1000);
        Ramp ramp = new Ramp(stereo, Ramp.START);
        Windower windower = new Windower(stereo, new WindowSpec(3, 2, 1, 1));

        windower.accept(ramp.chunk(0, 1), windows::add);
        windower.accept(ramp.chunk(2, 2), windows::add);

        assertThat(texts()).containsExactly("0/0: 0 0 1 1001 1 1001 *", "0/1: 1 1001 3 1003 4 1004 *");
    }

    @Test
    void shouldHoldTheLastSampleOverAShortGap() {
        List<Arrival> arrivals = accept(new WindowSpec(3, 3, 0, 2), RAMP.chunk(0, 2), RAMP.chunk(4, 5));

        assertThat(arrivals).containsExactly(Arrival.STARTED, Arrival.GAP_FILLED);
        assertThat(texts()).containsExactly("0/0: 1 2 2 *", "0/1: 2 5 6 *", "0/2: 7 8 9");
    }

    @Test
    void shouldDrawALineOverAShortGap() {
        accept(new WindowSpec(3, 3, 0, 2, GapFill.LINEAR, false), RAMP.chunk(0, 2), RAMP.chunk(4, 5));

        assertThat(texts()).containsExactly("0/0: 1 2 3 *", "0/1: 4 5 6 *", "0/2: 7 8 9");
    }

    @Test
    void shouldTellTheModelWhichSamplesWereMadeUp() {
        SignalSpec stereo = new SignalSpec(2, 1000);
        Ramp ramp = new Ramp(stereo, Ramp.START);
        Windower windower = new Windower(stereo, new WindowSpec(4, 3, 1, 2, GapFill.MASK, true));

        windower.accept(ramp.chunk(0, 2), windows::add);
        windower.accept(ramp.chunk(4, 1), windows::add);
        windower.accept(ramp.lastChunk(5, 2), windows::add);

        assertThat(texts())
                .containsExactly(
                        "0/0: 0 0 0 1 1001 1 2 1002 1 2 1002 0 *",
                        "0/1: 2 1002 0 2 1002 0 5 1005 1 6 1006 1 *",
                        "0/2: 6 1006 1 7 1007 1 0 0 0 0 0 0 end");
    }

    @Test
    void shouldFlushWhatNoWindowHasCoveredAtTheEndOfAnEvent() {
        accept(flushing(4, 2, 0), RAMP.lastChunk(0, 5), RAMP.chunk(5, 4), RAMP.end(9), RAMP.end(9));

        assertThat(texts()).containsExactly("0/0: 1 2 3 4", "0/1: 3 4 5 0 end", "1/0: 6 7 8 9");
        assertThat(windows.get(1).endMicros()).isEqualTo(Ramp.START + 6000);
    }

    @Test
    void shouldFlushAnEventThatIsShorterThanAWindow() {
        accept(flushing(4, 4, 1), RAMP.chunk(0, 2), RAMP.lastChunk(1, 1), RAMP.lastChunk(1, 1));

        assertThat(texts()).containsExactly("0/0: 0 1 2 0 end");
    }

    @Test
    void shouldFlushNothingWhereTheRestIsPassedOver() {
        accept(flushing(2, 5, 0), RAMP.lastChunk(0, 4), RAMP.lastChunk(4, 5), RAMP.lastChunk(9, 6));

        assertThat(texts()).containsExactly("0/0: 1 2", "1/0: 5 6", "2/0: 10 11", "2/1: 15 0 end");
    }

    private static WindowSpec flushing(int length, int hop, int lead) {
        return new WindowSpec(length, hop, lead, 0, GapFill.HOLD, true);
    }

    @Test
    void shouldFlagExactlyTheWindowsThatHoldAFilledSample() {
        accept(new WindowSpec(3, 1, 0, 1), RAMP.chunk(0, 4), RAMP.chunk(5, 4));

        assertThat(texts())
                .containsExactly(
                        "0/0: 1 2 3",
                        "0/1: 2 3 4",
                        "0/2: 3 4 4 *",
                        "0/3: 4 4 6 *",
                        "0/4: 4 6 7 *",
                        "0/5: 6 7 8",
                        "0/6: 7 8 9");
    }

    @Test
    void shouldNotFlagAGapBetweenWindows() {
        accept(new WindowSpec(2, 4, 0, 2), RAMP.chunk(0, 2), RAMP.chunk(4, 2));

        assertThat(texts()).containsExactly("0/0: 1 2", "0/1: 5 6");
    }

    @Test
    void shouldStartANewEpochAfterALongGap() {
        List<Arrival> arrivals = accept(new WindowSpec(2, 2, 0, 1), RAMP.chunk(0, 3), RAMP.chunk(5, 2));

        assertThat(arrivals).containsExactly(Arrival.STARTED, Arrival.GAP_RESET);
        assertThat(texts()).containsExactly("0/0: 1 2", "1/0: 6 7");
    }

    @Test
    void shouldForgetFilledSamplesInANewEpoch() {
        accept(new WindowSpec(2, 2, 0, 1), RAMP.chunk(0, 1), RAMP.chunk(2, 1), RAMP.chunk(10, 2));

        assertThat(texts()).containsExactly("0/0: 1 1 *", "1/0: 11 12");
    }

    @Test
    void shouldTrimAnOverlapSampleBySample() {
        List<Arrival> arrivals =
                accept(WindowSpec.tumbling(2), RAMP.chunk(0, 3), RAMP.chunk(1, 3), RAMP.chunk(0, 5), RAMP.chunk(4, 2));

        assertThat(arrivals).containsExactly(Arrival.STARTED, Arrival.APPENDED, Arrival.APPENDED, Arrival.APPENDED);
        assertThat(texts()).containsExactly("0/0: 1 2", "0/1: 3 4", "0/2: 5 6");
    }

    @Test
    void shouldChangeNothingForWhatIsKnownOrTooLateOrEmpty() {
        List<Arrival> arrivals = accept(
                WindowSpec.tumbling(4),
                RAMP.chunk(10, 3),
                RAMP.chunk(10, 3),
                RAMP.chunk(11, 1),
                RAMP.chunk(5, 6),
                RAMP.chunk(5, 5),
                RAMP.chunk(99, 0),
                RAMP.chunk(13, 5));

        assertThat(arrivals)
                .containsExactly(
                        Arrival.STARTED,
                        Arrival.DUPLICATE,
                        Arrival.DUPLICATE,
                        Arrival.DUPLICATE,
                        Arrival.LATE,
                        Arrival.EMPTY,
                        Arrival.APPENDED);
        assertThat(texts()).containsExactly("0/0: 11 12 13 14", "0/1: 15 16 17 18");
    }

    @Test
    void shouldTellThatWhatWasMadeUpCameAfterAll() {
        List<Arrival> arrivals = accept(
                new WindowSpec(2, 2, 0, 2), RAMP.chunk(0, 2), RAMP.chunk(4, 2), RAMP.chunk(2, 2), RAMP.chunk(4, 1));

        assertThat(arrivals).containsExactly(Arrival.STARTED, Arrival.GAP_FILLED, Arrival.LATE, Arrival.DUPLICATE);
    }

    private List<Arrival> accept(WindowSpec spec, Samples... chunks) {
        Windower windower = new Windower(SIGNAL, spec);
        List<Arrival> arrivals = new ArrayList<>();
        for (Samples chunk : chunks) {
            arrivals.add(windower.accept(chunk, windows::add));
        }
        return arrivals;
    }

    private static Window window(long step, long startMicros, float... values) {
        long endMicros = startMicros + values.length * 1000L;
        return new Window(0, step, startMicros, endMicros, values, false, false, Beginning.FIRST, step == 0);
    }

    private List<String> texts() {
        return windows.stream().map(Ramp::text).toList();
    }
}
