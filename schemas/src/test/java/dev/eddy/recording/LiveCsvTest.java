package dev.eddy.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.signal.SignalSpec;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveCsvTest {

    private static final ReadOptions TEN_HERTZ = new ReadOptions("", 10, 5_000_000);

    @Test
    void exampleUsage() {
        LiveCsv csv = new LiveCsv("stdin", new StringReader("x,y\n1,2\n3,4\n"), TEN_HERTZ);

        assertThat(csv.signal()).isEqualTo(new SignalSpec(2, 10));
        assertThat(all(csv))
                .usingRecursiveComparison()
                .isEqualTo(List.of(
                        new LiveSample("stdin", 5_000_000, new float[] {1, 2}),
                        new LiveSample("stdin", 5_100_000, new float[] {3, 4})));
    }

    @Test
    void shouldTakeKeysAndTimesFromTheirColumns() {
        LiveCsv csv =
                new LiveCsv("stdin", new StringReader("key,time,x\na,1970-01-01T00:00:01Z,1\nb,7,2\n"), TEN_HERTZ);

        assertThat(all(csv))
                .extracting(LiveSample::key, LiveSample::micros)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 1_000_000L),
                        org.assertj.core.groups.Tuple.tuple("b", 7L));
    }

    @Test
    void shouldCountTheTimesOfEachKeyApart() {
        LiveCsv csv = new LiveCsv("stdin", new StringReader("key,x\na,1\nb,2\na,3\n"), TEN_HERTZ);

        assertThat(all(csv)).extracting(LiveSample::micros).containsExactly(5_000_000L, 5_000_000L, 5_100_000L);
    }

    @Test
    void shouldGiveASampleBeforeTheNextLineIsWritten() throws Exception {
        try (PipedWriter pipe = new PipedWriter();
                PipedReader text = new PipedReader(pipe)) {
            pipe.write("x\n");
            LiveCsv csv = new LiveCsv("stdin", text, TEN_HERTZ);

            for (int i = 0; i < 3; i++) {
                pipe.write(i + "\n");
                assertThat(csv.next().values()).containsExactly(i);
            }
        }
    }

    @Test
    void shouldWantARate() {
        assertThatThrownBy(() -> new LiveCsv("stdin", new StringReader("x\n"), ReadOptions.DEFAULT))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith("stdin: ")
                .hasMessageContaining("--rate");
    }

    @Test
    void shouldFindTheRateInTheFirstTimesOfAKey() {
        StringBuilder lines = new StringBuilder("time,key,x\n");
        for (int i = 0; i < 3 * LiveCsv.LOOKED_AT; i++) {
            lines.append(i * 50_000L)
                    .append(",")
                    .append(i % 2 == 0 ? "a" : "b")
                    .append(",")
                    .append(i)
                    .append("\n");
        }
        LiveCsv csv = new LiveCsv("stdin", new StringReader(lines.toString()), ReadOptions.DEFAULT);

        assertThat(csv.signal()).isEqualTo(new SignalSpec(1, 10));
        assertThat(all(csv)).hasSize(3 * LiveCsv.LOOKED_AT);
    }

    @Test
    void shouldFindTheRateInAllTimesWhereThereAreFew() {
        LiveCsv csv = new LiveCsv("stdin", new StringReader("time,x\n0,1\n20000,2\n"), ReadOptions.DEFAULT);

        assertThat(csv.signal().sampleRate()).isEqualTo(50);
        assertThat(all(csv)).extracting(LiveSample::micros).containsExactly(0L, 20_000L);
    }

    @Test
    void shouldRefuseARateThatTheTimesContradict() {
        StringBuilder lines = new StringBuilder("time,x\n");
        for (int i = 0; i < LiveCsv.LOOKED_AT; i++) {
            lines.append(i * 20_000L).append(",0\n");
        }
        LiveCsv csv = new LiveCsv("stdin", new StringReader(lines.toString()), TEN_HERTZ);

        assertThatThrownBy(() -> all(csv))
                .hasMessageContaining("10.0 Hz means 100000 µs")
                .hasMessageContaining("20000 µs apart");
    }

    @Test
    void shouldNameTheLineThatIsWrong() {
        LiveCsv csv = new LiveCsv("stdin", new StringReader("x\n1\nloud\n"), TEN_HERTZ);
        csv.next();

        assertThatThrownBy(csv::next)
                .hasMessageContaining("stdin: line 3, column x")
                .hasMessageContaining("'loud'");
    }

    private static List<LiveSample> all(LiveCsv csv) {
        List<LiveSample> samples = new ArrayList<>();
        csv.forEachRemaining(samples::add);
        return samples;
    }
}
