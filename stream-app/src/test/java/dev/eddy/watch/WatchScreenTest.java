package dev.eddy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Began;
import dev.eddy.event.Prediction;
import dev.eddy.offline.ScoredKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchScreenTest {

    private static final long SECOND = 1_000_000_000;

    private final StringWriter out = new StringWriter();
    private long now;

    @Test
    void shouldDrawALineForEachKeyOverTheOneBefore() {
        WatchScreen screen = screen(24);

        add(screen, "pump-2", "ok", 0.5f);
        add(screen, "pump-1", "worn", 1f);
        add(screen, "pump-2", "ok", 1f);

        List<String> frames = List.of(out.toString().split("\u001b\\[\\dA", -1));
        assertThat(frames).hasSize(3);
        assertThat(frames.get(2).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("\u001b[2Kpump-1 ")
                                .contains("█")
                                .contains("worn"),
                        line -> assertThat(line)
                                .startsWith("\u001b[2Kpump-2 ")
                                .contains("▅█")
                                .contains("ok"));
    }

    @Test
    void shouldDrawSeldomHoweverMuchComes() {
        WatchScreen screen = screen(24);
        for (int i = 0; i < 1000; i++) {
            screen.add(scored("pump", "ok", 1f));
        }

        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void shouldNotDrawMoreThanThereIsRoomFor() {
        WatchScreen screen = screen(4);
        for (int i = 0; i < 9; i++) {
            add(screen, "pump-" + i, "ok", 1f);
        }

        String last = out.toString().substring(out.toString().lastIndexOf("A\u001b[2K"));
        assertThat(last.lines()).hasSize(3);
        assertThat(last).contains("and 7 predictions");
    }

    @Test
    void shouldShowTheLabelByColourAndValuesBetweenTheLeastAndTheGreatest() {
        Sparkline labels = new Sparkline(true);
        labels.add(1, 0);
        labels.add(0.5f, 1);
        Sparkline values = new Sparkline(false);
        for (float value : new float[] {-3, 4, 11}) {
            values.add(value, -1);
        }

        assertThat(labels.toString()).startsWith("\u001b[32m█\u001b[33m▅\u001b[0m ");
        assertThat(values.toString()).startsWith("▁▅█ ").hasSize(Sparkline.CELLS);
    }

    private WatchScreen screen(int rows) {
        return new WatchScreen(new PrintWriter(out), rows, false, () -> now);
    }

    private void add(WatchScreen screen, String key, String label, float score) {
        now += SECOND;
        screen.add(scored(key, label, score));
    }

    private static ScoredKey scored(String key, String label, float score) {
        ByteBuffer values = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(score)
                .flip();
        Instant time = Instant.ofEpochSecond(3);
        return new ScoredKey(
                key,
                new Prediction(
                        "press", "1", 0L, 0L, time, time, label, Map.of(label, score), values, List.of(), Began.FIRST));
    }
}
