package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.signal.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the events of a real broker to a model file. */
class TopicIT {

    private static final String REGISTRY = "mock://topic-it";
    private static final long START = 1_700_000_000_000_000L;
    private static final int CHUNK = 250;
    private static final int SAMPLES = 20_000;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final StringBuilder labels = new StringBuilder("recording,label,from,to,group,split\n");

    @Test
    void shouldFitAModelOnATopic() throws Exception {
        Path model = folder.resolve("model.onnx");
        try (Broker broker = Broker.start(folder.resolve("broker"))) {
            broker.createTopic("signals", 3);
            produce(broker);
            Files.writeString(folder.resolve("labels.csv"), labels);
            String experiment = Files.writeString(folder.resolve("topic.yaml"), yaml(topic(broker)))
                    .toString();

            int exit = run("train", experiment, "--data", folder.toString(), "--out", model.toString());
            int written = run(
                    "dataset",
                    Files.writeString(
                                    folder.resolve("other.yaml"),
                                    yaml("{set: vibration, seed: 1, train: 1, test: 1, seconds: 9}"))
                            .toString(),
                    "--from-topic=signals",
                    "--bootstrap=" + broker.address(),
                    "--registry=" + REGISTRY,
                    "--labels=" + folder.resolve("labels.csv"),
                    "--out=" + folder + "/recordings");

            assertThat(exit).as(err.toString()).isZero();
            assertThat(written).as(err.toString()).isZero();
        }
        assertThat(TrainedModel.manifest(model).signal()).isEqualTo(VibrationMachine.SIGNAL);
        assertThat(Files.readAllLines(folder.resolve("recordings").resolve("machine-2.csv")))
                .hasSize(1 + SAMPLES)
                .first()
                .isEqualTo("time,channel0,channel1,channel2");
        assertThat(folder.resolve("recordings").resolve("labels.csv")).content().contains("machine-3,good,0,", ",test");
    }

    private void produce(Broker broker) {
        SampleCodec codec = new SampleCodec(VibrationMachine.SIGNAL, CHUNK);
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, RegistryConfig.of(REGISTRY));
                KafkaProducer<String, SignalChunk> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address()), new StringSerializer(), serde.serializer())) {
            for (int machine = 1; machine <= 3; machine++) {
                VibrationMachine made = new VibrationMachine(machine);
                for (int at = 0; at < SAMPLES; at += CHUNK) {
                    VibrationMachine.Block block = made.next(CHUNK);
                    long time = START + VibrationMachine.SIGNAL.micros(at);
                    SignalChunk chunk = codec.encode(new Samples(time, block.values(), false), Encoding.F32LE);
                    var unused = producer.send(new ProducerRecord<>("signals", "machine-" + machine, chunk));
                    label(machine, block.labels()[0], time);
                }
            }
        }
    }

    private void label(int machine, int label, long time) {
        labels.append("machine-%d,%s,%d,%d,machine-%d,%s%n"
                .formatted(
                        machine,
                        label == 0 ? "good" : "bad",
                        time,
                        time + VibrationMachine.SIGNAL.micros(CHUNK),
                        machine,
                        machine == 3 ? "test" : "train"));
    }

    private static String topic(Broker broker) {
        return """
                {set: topic, topic: signals, bootstrap: "%s", registry: "%s", labels: labels.csv,
                    channels: [radial_x, radial_y, axial]}\
                """.formatted(broker.address(), REGISTRY);
    }

    private static String yaml(String data) {
        return """
                name: tiny
                version: "1"
                seed: 1
                data: %s
                window: {length: 100}
                network:
                  - normalize: {}
                  - pool1d: {size: 10}
                  - recurrent: {cell: gru, hidden: 4}
                  - readout: {}
                  - dense: {units: 2}
                examples: {steps: 20, hop: 20, score: every}
                fit: {epochs: 1, batch: 4, rate: 1e-2}
                test: {streamed: {score: every}}
                """.formatted(data);
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(err, true), args);
    }
}
