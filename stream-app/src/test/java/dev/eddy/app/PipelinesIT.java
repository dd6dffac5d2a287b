package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.cluster.KafkaTarget;
import dev.eddy.event.Encoding;
import dev.eddy.event.Prediction;
import dev.eddy.inference.ModelFile;
import dev.eddy.local.FreePort;
import dev.eddy.local.JavaProcess;
import dev.eddy.model.ManifestJson;
import dev.eddy.recording.Recording;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.signal.SignalSpec;
import dev.eddy.source.SignalProducer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three pipelines in one real app that is killed: two models over one topic, and one of them over another topic, too. */
class PipelinesIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final int KEYS = 5;

    private static Cluster cluster;

    @TempDir
    private Path folder;

    private Path wear;
    private Path twin;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = Cluster.shared();
    }

    /** Both have the same graph; the other one has another name and looks twice as often. */
    @BeforeEach
    void writeModels() throws IOException {
        ModelFile shipped = ModelFile.of(ShippedModel.vibration());
        wear = Files.write(folder.resolve("wear.onnx"), shipped.graph());
        String manifest = ManifestJson.write(shipped.manifest());
        int hop = shipped.manifest().window().hop();
        twin = Files.writeString(
                folder.resolve("twin.json"),
                manifest.replaceFirst("\"name\" : \"vibration\"", "\"name\" : \"twin\"")
                        .replaceFirst("\"hop\" : " + hop, "\"hop\" : " + hop / 2));
    }

    @Test
    void shouldPredictInEachPipelineAsOfflineThoughTheAppIsKilled() throws Exception {
        cluster.createTopics("plant", "yard", "plant.wear", "plant.twin", "yard.wear", "refused");
        List<Deployment.Piece> plant = Deployment.pieces(recordings("plant"), 300, 3);
        List<Deployment.Piece> yard = Deployment.pieces(recordings("yard"), 300, 4);
        Path pipelines = Files.writeString(folder.resolve("pipelines.properties"), """
                wear.signals = plant
                wear.predictions = plant.wear
                twin.signals = plant
                twin.predictions = plant.twin
                twin.manifest = %s
                yard.signals = yard
                yard.predictions = yard.wear
                """.formatted(twin));
        try (SignalProducer inside = new SignalProducer(cluster.target(), "plant");
                SignalProducer outside = new SignalProducer(cluster.target(), "yard")) {
            try (JavaProcess app = start(pipelines, 0)) {
                send(inside, plant, 0);
                send(outside, yard, 0);
                app.kill();
            }
            send(inside, plant, 1);
            send(outside, yard, 1);
            int port = FreePort.take();
            try (JavaProcess survivor = start(pipelines, port)) {
                send(inside, plant, 2);
                send(outside, yard, 2);

                requireAsOffline("plant.wear", ModelFile.read(wear, Optional.empty()), "plant");
                requireAsOffline("plant.twin", ModelFile.read(wear, Optional.of(twin)), "plant");
                requireAsOffline("yard.wear", ModelFile.read(wear, Optional.empty()), "yard");
                assertThat(survivor.alive()).isTrue();
                look(port);
            }
        }
        assertThat(inspected("twin", "plant.twin").at("/model/name").asText()).isEqualTo("twin");
        JsonNode worn = inspected("wear", "plant.wear");
        assertThat(worn.at("/model/name").asText()).isEqualTo("vibration");
        assertThat(worn.at("/lags"))
                .extracting(it -> it.at("/signals").asText())
                .contains("plant");
    }

    /**
     * Two channels in one topic and the third in another predict what all three would, also where far more waits in both topics
     * than one may be ahead of the other.
     */
    @Test
    void shouldMakeOneSignalOfTwoTopics() throws Exception {
        cluster.createTopics("across", "along", "fused", "fused.refused");
        List<Recording> recordings = recordings("fused");
        List<Deployment.Piece> pieces = new ArrayList<>(Deployment.pieces(channels(recordings, 0, 2), 300, 5));
        pieces.addAll(Deployment.pieces(channels(recordings, 2, 1), 500, 6));
        pieces.sort(Comparator.comparingLong(it -> it.samples().startMicros()));

        try (SignalProducer across = new SignalProducer(cluster.target(), "across");
                SignalProducer along = new SignalProducer(cluster.target(), "along")) {
            pieces.forEach(piece -> Deployment.send(
                    piece.recording().signal().channels() == 2 ? across : along, piece, Encoding.F32LE));
            across.flush();
            along.flush();
        }
        try (JavaProcess app = startFused()) {
            app.kill();
        }
        try (JavaProcess survivor = startFused()) {
            survivor.freeze(); // for longer than the grace: what it has not read is not late
            JavaProcess.pause(Duration.ofSeconds(4).toMillis());
            survivor.thaw();
            Map<String, List<Prediction>> offline =
                    Deployment.offline(ModelFile.read(wear, Optional.empty()), recordings);
            assertThat(Deployment.committed(cluster, "fused", Deployment.count(offline)))
                    .isEqualTo(offline);
            assertThat(survivor.alive()).isTrue();
        }
    }

    private JavaProcess startFused() {
        return start(
                "fused",
                "--admin-port=0",
                "--dead-letters=fused.refused",
                "--fuse=across=0-1,along=2",
                "--resample=hold:4",
                "--grace=2s",
                "--predictions=fused");
    }

    /** Some of the channels. */
    private static List<Recording> channels(List<Recording> recordings, int first, int count) {
        return recordings.stream()
                .map(it -> {
                    int all = it.signal().channels();
                    float[] values = new float[it.length() * count];
                    for (int i = 0; i < it.length(); i++) {
                        System.arraycopy(it.values(), i * all + first, values, i * count, count);
                    }
                    SignalSpec signal = new SignalSpec(count, it.signal().sampleRate());
                    return new Recording(it.key(), it.startMicros(), signal, values);
                })
                .toList();
    }

    private JavaProcess start(Path pipelines, int port) {
        return start("plant", "--pipelines", pipelines.toString(), "--dead-letters=refused", "--admin-port=" + port);
    }

    private JavaProcess start(String application, String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--model", wear.toString()));
        args.addAll(List.of("--application-id", application, "--state-dir", folder.toString()));
        args.addAll(kafka());
        args.addAll(List.of("--kafka", "group.instance.id=" + application, "--kafka", "session.timeout.ms=6000"));
        args.addAll(List.of("--kafka", "producer.transaction.timeout.ms=5000"));
        args.addAll(List.of(more));
        JavaProcess app = ChildProcess.eddy("pipelines", args.toArray(String[]::new));
        app.awaitLine("is RUNNING", START);
        return app;
    }

    private static List<String> kafka() {
        KafkaTarget target = cluster.target();
        return List.of(
                "--bootstrap-servers", target.bootstrapServers(),
                "--schema-registry", target.registry().url());
    }

    private static void send(SignalProducer producer, List<Deployment.Piece> pieces, int third) {
        pieces.subList(pieces.size() * third / 3, pieces.size() * (third + 1) / 3)
                .forEach(piece -> Deployment.send(producer, piece, Encoding.F32LE));
        producer.flush();
    }

    private static void requireAsOffline(String topic, ModelFile model, String place) {
        Map<String, List<Prediction>> offline = Deployment.offline(model, recordings(place));

        assertThat(Deployment.committed(cluster, topic, Deployment.count(offline)))
                .isEqualTo(offline);
    }

    /** Each pipeline has a page, a model and figures of its own. */
    private static void look(int port) throws IOException, InterruptedException {
        assertThat(get(port, "/")).contains("pipelines/twin/", "plant → twin → plant.twin");
        assertThat(get(port, "/pipelines/twin/")).contains("page.js");
        assertThat(new ObjectMapper()
                        .readTree(get(port, "/pipelines/twin/model"))
                        .path("name")
                        .asText())
                .isEqualTo("twin");
        assertThat(get(port, "/metrics"))
                .containsPattern("eddy_windows_total\\{pipeline=\"twin\"} [1-9]")
                .containsPattern("eddy_windows_total\\{pipeline=\"yard\"} [1-9]")
                .containsPattern("eddy_model_info\\{.*pipeline=\"yard\"")
                .contains("eddy_ready 1.0");
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private JsonNode inspected(String pipeline, String predictions) throws IOException {
        List<String> args = new ArrayList<>(List.of("inspect", "--json", "--key=plant-0", "--application-id=plant"));
        args.addAll(List.of("--pipeline", pipeline, "--predictions", predictions, "--model", wear.toString()));
        if (pipeline.equals("twin")) {
            args.addAll(List.of("--manifest", twin.toString()));
        }
        args.addAll(kafka());
        Said said = Said.by(Map.of(), args.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.text()).isZero();
        return new ObjectMapper().readTree(said.text());
    }

    private static List<Recording> recordings(String place) {
        List<Recording> recordings = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            float[] values =
                    new VibrationMachine(key + place.length()).next(16_000).values();
            recordings.add(new Recording(place + "-" + key, 5_000_000, VibrationMachine.SIGNAL, values));
        }
        return recordings;
    }
}
