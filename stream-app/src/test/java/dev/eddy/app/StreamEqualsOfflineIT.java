package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Encoding;
import dev.eddy.event.Prediction;
import dev.eddy.local.JavaProcess;
import dev.eddy.recording.Recording;
import dev.eddy.source.SignalProducer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 9 and 10 on real data: what the app commits is what `eddy score` says, bit for bit, also when it is killed. */
class StreamEqualsOfflineIT {

    private static final Duration START = Duration.ofSeconds(90);

    @TempDir
    private static Path stateDir;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = Cluster.shared();
    }

    @Test
    void shouldPredictSensorRecordingsAsOffline() throws Exception {
        Trained har = Trained.on("uci-har");
        Deployment pipeline = new Deployment("har", har.model(), cluster, stateDir);

        Map<String, List<Prediction>> streamed = streamAsOffline(pipeline, har.recordings(), 100, Encoding.F32LE);

        // The first step of a recording is half an official window, which nobody has labelled.
        assertThat(accuracy(streamed, har.labels(), all -> all.subList(1, all.size())))
                .isGreaterThanOrEqualTo(0.915);
    }

    @Test
    void shouldPredictAudioRecordingsAsOffline() throws Exception {
        Trained fsdd = Trained.on("fsdd");
        Deployment pipeline = new Deployment("fsdd", fsdd.model(), cluster, stateDir);

        Map<String, List<Prediction>> streamed = streamAsOffline(pipeline, fsdd.recordings(), 2000, Encoding.PCM_S16LE);

        assertThat(accuracy(streamed, fsdd.labels(), all -> all.subList(all.size() - 1, all.size())))
                .isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void shouldForecastFromOverlappingWindowsAsOffline() throws Exception {
        Trained load = Trained.example("seq2seq-load");
        Deployment pipeline = new Deployment("load", load.model(), cluster, stateDir);

        Map<String, List<Prediction>> streamed = streamAsOffline(pipeline, load.recordings(), 100, Encoding.F32LE);

        // 60 days of hours, a window of 72 every six.
        assertThat(streamed).hasSize(4).allSatisfy((building, forecasts) -> assertThat(forecasts)
                .hasSize((60 * 24 - 72) / 6 + 1));
    }

    private static double accuracy(
            Map<String, List<Prediction>> predictions,
            Map<String, String> labels,
            UnaryOperator<List<Prediction>> counted) {
        long right = 0;
        long all = 0;
        for (Map.Entry<String, List<Prediction>> each : predictions.entrySet()) {
            List<Prediction> scored = counted.apply(each.getValue());
            String label = labels.get(each.getKey());
            right += scored.stream().filter(it -> it.getLabel().equals(label)).count();
            all += scored.size();
        }
        System.out.printf("accuracy over the stream: %.4f of %d predictions%n", (double) right / all, all);
        return (double) right / all;
    }

    private static Map<String, List<Prediction>> streamAsOffline(
            Deployment pipeline, List<Recording> recordings, int longest, Encoding encoding) {
        Map<String, List<Prediction>> offline = pipeline.offline(recordings);

        try (JavaProcess app = pipeline.startApp();
                SignalProducer producer = pipeline.producer()) {
            app.awaitLine("live page", START);
            Deployment.pieces(recordings, longest, 7).forEach(piece -> Deployment.send(producer, piece, encoding));
            producer.flush();

            Map<String, List<Prediction>> streamed = pipeline.committed(count(offline));

            assertThat(streamed).isEqualTo(offline);
            return streamed;
        }
    }

    @Test
    void shouldLoseNothingAndRepeatNothingWhenTheAppIsKilledThreeTimes() throws Exception {
        Trained har = Trained.on("uci-har");
        Deployment pipeline = new Deployment("killed", har.model(), cluster, stateDir);
        List<Recording> recordings = copies(har.recordings(), 4);
        List<Deployment.Piece> pieces = Deployment.pieces(recordings, 100, 11);
        Map<String, List<Prediction>> offline = pipeline.offline(recordings);
        Random random = new Random(13);

        try (SignalProducer producer = pipeline.producer()) {
            for (int part = 0; part < 3; part++) {
                List<Deployment.Piece> third = pieces.subList(pieces.size() * part / 3, pieces.size() * (part + 1) / 3);
                runAndKill(pipeline, producer, third, random.nextInt(third.size()));
            }
            try (JavaProcess survivor = pipeline.startApp()) {
                assertThat(pipeline.committed(count(offline))).isEqualTo(offline);
                assertThat(survivor.alive()).isTrue();
            }
        }
    }

    /** Kills the app while it is busy with what was sent; the rest is sent while it is gone. */
    private static void runAndKill(
            Deployment pipeline, SignalProducer producer, List<Deployment.Piece> pieces, int killAt) {
        try (JavaProcess app = pipeline.startApp()) {
            app.awaitLine("is RUNNING", START);
            pieces.subList(0, killAt).forEach(piece -> Deployment.send(producer, piece, Encoding.F32LE));
            producer.flush();
            app.kill();
            pieces.subList(killAt, pieces.size()).forEach(piece -> Deployment.send(producer, piece, Encoding.F32LE));
            producer.flush();
        }
    }

    private static List<Recording> copies(List<Recording> recordings, int count) {
        List<Recording> copies = new ArrayList<>();
        for (int copy = 0; copy < count; copy++) {
            for (Recording each : recordings) {
                copies.add(new Recording(each.key() + "-" + copy, each.startMicros(), each.signal(), each.values()));
            }
        }
        return copies;
    }

    private static long count(Map<String, List<Prediction>> predictions) {
        return predictions.values().stream().mapToLong(List::size).sum();
    }
}
