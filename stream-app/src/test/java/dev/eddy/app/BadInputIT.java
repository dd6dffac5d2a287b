package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.local.JavaProcess;
import dev.eddy.recording.Recording;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.source.SignalProducer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever arrives, every unusable event is a dead letter with its reason, and no other key notices. */
class BadInputIT {

    private static final SignalSpec SIGNAL = VibrationMachine.SIGNAL;
    private static final int CHUNK = 50;
    private static final int TEN_MEBIBYTES = 10 << 20;

    @TempDir
    private static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = Cluster.shared();
    }

    @Test
    void shouldDeadLetterWhatItCannotUseAndPredictTheRestAsIfItHadNeverCome() throws Exception {
        Deployment pipeline = new Deployment("bad", model(), cluster, folder);
        List<Recording> recordings = List.of(recording("good-1"), recording("good-2"), future());
        Map<String, List<Prediction>> offline = pipeline.offline(recordings);

        try (JavaProcess app = pipeline.startApp("--max-chunk-samples", "100000");
                SignalProducer producer = pipeline.producer()) {
            List<Deployment.Piece> pieces = Deployment.pieces(recordings, CHUNK, 3);
            pieces.subList(0, pieces.size() / 2).forEach(it -> Deployment.send(producer, it, Encoding.F32LE));
            producer.flush();
            List<String> reasons = sendBad(pipeline);
            pieces.subList(pieces.size() / 2, pieces.size())
                    .forEach(it -> Deployment.send(producer, it, Encoding.F32LE));
            producer.flush();

            assertThat(pipeline.committed(120)).isEqualTo(offline);
            assertThat(reasons(pipeline, reasons.size())).containsExactlyInAnyOrderElementsOf(reasons);
            assertThat(app.alive()).isTrue();
        }
    }

    /** Sends one bad event of each kind, and two that are unusual but good. */
    private static List<String> sendBad(Deployment pipeline) {
        byte[] good = bytes(SIGNAL, new float[CHUNK * SIGNAL.channels()]);
        byte[] unknownId = good.clone();
        unknownId[1] = 0x7f;
        byte[] notAvro = {'{', '}', 1, 2, 3, 4};
        List<String> reasons = new ArrayList<>();
        try (KafkaProducer<String, byte[]> raw = raw()) {
            BiConsumer<String, byte[]> toGood = (reason, value) -> {
                reasons.add(reason);
                send(raw, pipeline, "good-" + (1 + reasons.size() % 2), value);
            };
            toGood.accept("TRUNCATED", Arrays.copyOf(good, good.length - 9));
            toGood.accept("NOT_AVRO_FRAME", notAvro);
            toGood.accept("UNKNOWN_SCHEMA_ID", unknownId);
            toGood.accept("WRONG_CHANNELS", bytes(new SignalSpec(2, 1000), new float[2 * CHUNK]));
            toGood.accept("WRONG_RATE", bytes(new SignalSpec(3, 999), new float[3 * CHUNK]));
            toGood.accept("NON_FINITE", bytes(SIGNAL, with(Float.NaN)));
            toGood.accept("NON_FINITE", bytes(SIGNAL, with(Float.NEGATIVE_INFINITY)));
            toGood.accept("TOO_LARGE", bytes(SIGNAL, new float[TEN_MEBIBYTES / Float.BYTES / 3 * 3]));
            send(raw, pipeline, null, good);
            reasons.add("NO_KEY");
            send(raw, pipeline, "good-1", bytes(SIGNAL, new float[0]));
            send(raw, pipeline, "never-seen", null);
        }
        return reasons;
    }

    private static void send(
            KafkaProducer<String, byte[]> raw, Deployment pipeline, @Nullable String key, byte @Nullable [] value) {
        var unused = raw.send(new ProducerRecord<>(pipeline.signals(), key, value));
    }

    private static float[] with(float bad) {
        float[] values = new float[CHUNK * SIGNAL.channels()];
        values[4] = bad;
        return values;
    }

    private static KafkaProducer<String, byte[]> raw() {
        return new KafkaProducer<>(
                cluster.target().client(Map.of("max.request.size", "33554432")),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static byte[] bytes(SignalSpec signal, float[] values) {
        SignalChunk chunk =
                new SampleCodec(signal, Integer.MAX_VALUE).encode(new Samples(0, values, false), Encoding.F32LE);
        try (EventSerde<SignalChunk> serde =
                EventSerde.of(SignalChunk.class, cluster.target().registry())) {
            return serde.serializer().serialize("bad-signals", chunk);
        }
    }

    private static Recording recording(String key) {
        VibrationMachine machine = new VibrationMachine(key.hashCode());
        return new Recording(key, 1_000_000_000L, SIGNAL, machine.next(4000).values());
    }

    /** From a device with a wrong clock: brokers refuse records of such a time. */
    private static Recording future() {
        Recording now = recording("future");
        return new Recording(
                "future", Instant.parse("2100-01-01T00:00:00Z").toEpochMilli() * 1000, SIGNAL, now.values());
    }

    private static Path model() throws IOException {
        Path model = folder.resolve("vibration.onnx");
        try (InputStream shipped = BadInputIT.class.getResourceAsStream("vibration.onnx")) {
            Files.write(model, Objects.requireNonNull(shipped).readAllBytes());
        }
        return model;
    }

    /** The reasons of all dead letters, once there are as many as expected. */
    private static List<String> reasons(Deployment pipeline, int expected) {
        Map<String, Object> settings = Map.of("isolation.level", "read_committed");
        List<String> reasons = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                cluster.target().client(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(pipeline.deadLetters()).stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await("dead letters").atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(it -> reasons.add(header(it, "eddy.reason")));
                return reasons.size() >= expected;
            });
        }
        return reasons;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        assertThat(letter.headers().lastHeader("eddy.message").value()).isNotEmpty();
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
