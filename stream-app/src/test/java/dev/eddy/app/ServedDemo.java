package dev.eddy.app;

import dev.eddy.admin.AdminServer;
import dev.eddy.cluster.KafkaTarget;
import dev.eddy.event.Encoding;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.ModelFile;
import dev.eddy.local.LocalBroker;
import dev.eddy.local.TemporaryFolder;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.rollout.Tryout;
import dev.eddy.serving.AppSettings;
import dev.eddy.serving.PipelineSettings;
import dev.eddy.serving.ServedApp;
import dev.eddy.serving.StreamApp;
import dev.eddy.serving.StreamsProperties;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.source.DemoMachines;
import dev.eddy.source.SignalProducer;
import dev.eddy.topology.TopologySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A broker, the app with its admin port, and machines that vibrate: what the demo is, in this process. */
final class ServedDemo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String REGISTRY = "mock://served";

    private final LocalBroker broker;
    private final TemporaryFolder folder;
    private final ServedApp served;
    private final DemoMachines machines;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServedDemo(LocalBroker broker, TemporaryFolder folder, ServedApp served, DemoMachines machines) {
        this.broker = broker;
        this.folder = folder;
        this.served = served;
        this.machines = machines;
    }

    /** Starts it, with its states on disk, and waits for its first predictions. */
    static ServedDemo start(int machines) {
        LocalBroker broker = LocalBroker.start();
        TemporaryFolder folder = TemporaryFolder.create("eddy-served");
        TopologySettings topics = TopologySettings.usual();
        broker.createTopic(topics.signals(), 2);
        broker.createTopic(topics.predictions(), 2);
        broker.createTopic(topics.deadLetters(), 1);
        KafkaTarget kafka = new KafkaTarget(broker.bootstrapServers(), RegistryConfig.of(REGISTRY), Map.of());
        StreamsProperties properties = new StreamsProperties(
                "served",
                broker.bootstrapServers(),
                folder.path(),
                1,
                Duration.ofMillis(100),
                StreamsProperties.USUAL_STATE_MEMORY,
                true);
        ModelFile model = ModelFile.of(ShippedModel.vibration());
        ServedApp served = ServedApp.start(
                new AppSettings(
                        PipelineSettings.only(topics, model),
                        BatchPolicy.CPU,
                        kafka.registry(),
                        properties.with(Map.of())),
                new AdminServer.Address("127.0.0.1", 0));
        ServedDemo demo = new ServedDemo(broker, folder, served, DemoMachines.start(kafka, topics.signals(), machines));
        Awaitility.await("the first predictions")
                .atMost(PATIENCE)
                .until(() -> demo.get("/metrics").body().contains("eddy_predictions_total")
                        && !demo.get("/metrics").body().contains("eddy_predictions_total 0.0"));
        return demo;
    }

    String url(String path) {
        return "http://127.0.0.1:" + served.port() + path;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url(path)))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Sends what the app cannot use: a signal of another rate. */
    void sendRefused(String key) {
        KafkaTarget kafka = new KafkaTarget(broker.bootstrapServers(), RegistryConfig.of(REGISTRY), Map.of());
        SignalSpec other = new SignalSpec(VibrationMachine.SIGNAL.channels(), VibrationMachine.SIGNAL.sampleRate() / 2);
        try (SignalProducer producer =
                new SignalProducer(kafka, TopologySettings.usual().signals())) {
            producer.send(key, new SampleCodec(other, 10).encode(new Samples(0, new float[1], false), Encoding.F32LE));
            producer.flush();
        }
    }

    /** Lets the model that scores be tried beside itself. */
    void tryOut() {
        TopologySettings topics = TopologySettings.usual();
        broker.createTopic(topics.shadow(), 2);
        Tryout trial = new Tryout(ModelFile.of(ShippedModel.vibration()).id(), 1, topics.shadow(), Tryout.Limits.USUAL);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int partition = 0; partition < 2; partition++) {
                var unused = producer.send(trial.record(topics.signals(), partition));
            }
        }
    }

    StreamApp app() {
        return served.app();
    }

    @Override
    public void close() {
        machines.close();
        served.close();
        broker.close();
        folder.close();
    }
}
