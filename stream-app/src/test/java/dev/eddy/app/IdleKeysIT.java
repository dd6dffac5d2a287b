package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Encoding;
import dev.eddy.event.SampleCodec;
import dev.eddy.local.JavaProcess;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.source.SignalProducer;
import dev.eddy.watch.PredictionReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many keys, few of which send anything: the others leave the heap. {@code -Deddy.idle.keys=2000000} tries more than the build
 * does.
 */
class IdleKeysIT {

    private static final int KEYS = Integer.getInteger("eddy.idle.keys", 12_000);
    private static final int FIRST = 4_000;
    private static final int ACTIVE_EVERY = 20;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Pattern LIVE_BYTES = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);
    private static final double MIB = 1 << 20;

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final SampleCodec CODEC = new SampleCodec(SIGNAL, 100);

    @TempDir
    private Path folder;

    @Test
    void shouldNeedNoMoreHeapForMoreIdleKeys() throws Exception {
        Cluster cluster = Cluster.shared();
        Deployment pipeline = new Deployment("idle", model(), cluster, folder);
        try (JavaProcess app = pipeline.startApp("--live-keys=1000");
                SignalProducer producer = pipeline.producer();
                PredictionReader reader = new PredictionReader(cluster.target(), pipeline.predictions(), line -> {})) {
            app.awaitLine("is RUNNING", START);
            reader.begin(true);
            send(producer, 0, FIRST, 1, 0);
            await(reader, FIRST);
            double few = liveMiB(app);
            send(producer, FIRST, KEYS, 1, 0);
            await(reader, KEYS - FIRST);
            int active = 0;
            for (int turn = 1; turn <= 3; turn++) {
                send(producer, 0, KEYS, ACTIVE_EVERY, turn);
                active += (KEYS + ACTIVE_EVERY - 1) / ACTIVE_EVERY;
            }
            await(reader, active);
            double many = liveMiB(app);

            System.out.printf(
                    "heap in use: %.1f MiB with %d keys, %.1f MiB with %d of which one in %d sends; %.0f MiB at most in all%n",
                    few, FIRST, many, KEYS, ACTIVE_EVERY, app.peakMiB());
            assertThat(many).isLessThan(few + 8);
        }
    }

    private Path model() throws IOException {
        Path file = folder.resolve("digest.onnx");
        try (InputStream model =
                Objects.requireNonNull(IdleKeysIT.class.getResourceAsStream("/dev/eddy/chaos/digest.onnx"))) {
            Files.copy(model, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** A window of each: the first event fills one of 6 samples, each later one a hop of 4 more. */
    private static void send(SignalProducer producer, int from, int to, int every, int turn) {
        long at = turn == 0 ? 0 : 6 + 4L * (turn - 1);
        float[] values = new float[turn == 0 ? 6 : 4];
        for (int key = from; key < to; key += every) {
            values[0] = key % 1000;
            Samples samples = new Samples(SIGNAL.micros(at) + 1_000_000, values.clone(), false);
            producer.send("key-" + key, CODEC.encode(samples, Encoding.F32LE));
        }
        producer.flush();
    }

    private static void await(PredictionReader reader, int count) {
        int[] seen = {0};
        long before = -1;
        while (seen[0] < count && seen[0] > before) {
            before = seen[0];
            reader.read(Duration.ofSeconds(90), scored -> ++seen[0] < count);
        }
        assertThat(seen[0]).isEqualTo(count);
    }

    /** What is still in use after a full collection. */
    private static double liveMiB(JavaProcess app) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(app.pid()), "GC.class_histogram").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        Matcher total = LIVE_BYTES.matcher(text);
        assertThat(total.find()).as(text).isTrue();
        return Long.parseLong(total.group(1)) / MIB;
    }
}
