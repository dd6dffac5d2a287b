package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Began;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Flag;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.local.LocalBroker;
import dev.eddy.local.RegistryServer;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProduceAndWatchTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);

    private static final RegistryServer REGISTRY = RegistryServer.inMemory();

    private static LocalBroker broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start();
        REGISTRY.start();
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
        REGISTRY.close();
    }

    @Test
    void shouldProduceWhatARecordingHolds() {
        broker.createTopic("whole", 1);
        Path file = folder.resolve("pump.csv");
        Recordings.write(file, List.of(new Recording("pump", 3_000_000, SIGNAL, new float[] {1, 2, 3, 4, 5})));

        int exit = execute("produce", "--input", file.toString(), "--topic", "whole", "--chunk", "2");

        assertThat(exit).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("3 chunks with 5 samples sent to whole");
        List<Samples> samples = consume("whole", 3);
        assertThat(samples).extracting(Samples::startMicros).containsExactly(3_000_000L, 3_002_000L, 3_004_000L);
        assertThat(samples).extracting(Samples::endOfEvent).containsExactly(false, false, true);
        assertThat(samples.get(1).values()).containsExactly(3, 4);
    }

    @Test
    void shouldPackAndPaceAsAsked() {
        broker.createTopic("paced", 1);
        Path file = folder.resolve("fan.wav");
        Recordings.write(file, List.of(new Recording("fan", 0, SIGNAL, new float[] {0.5f, -0.5f, 0.25f})));

        int exit = execute(
                "produce --topic paced --key f --encoding pcm_s16le --speed realtime --no-end-of-event --start 1970-01-01T00:00:01Z --input "
                        .concat(file.toString())
                        .split(" "));

        assertThat(exit).isZero();
        assertThat(consume("paced", 1))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new Samples(1_000_000, new float[] {0.5f, -0.5f, 0.25f}, false)));
    }

    @Test
    void shouldProduceWhatComesOnStandardInput() {
        broker.createTopic("lines", 1);
        String lines = "time,key,x,y\n1000000,a,1,2\n1001000,a,3,4\n1002000,a,5,6\n";

        int exit = executeWith(
                lines.getBytes(StandardCharsets.UTF_8), "produce --input - --rate 1000 --chunk 2 --topic lines");

        assertThat(exit).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("2 chunks with 3 samples sent to lines");
        assertThat(consume("lines", 2, new SignalSpec(2, 1000)))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new Samples(1_000_000, new float[] {1, 2, 3, 4}, false),
                        new Samples(1_002_000, new float[] {5, 6}, true));
    }

    @Test
    void shouldProduceBareSamplesForAWhile() {
        broker.createTopic("bare", 1);

        int exit = executeWith(
                new byte[] {0, 64, 0, -64, 1, 1, 1, 1},
                "produce --input - --raw pcm_s16le --rate 1000 --for 2ms --start 1970-01-01T00:00:01Z --topic bare");

        assertThat(exit).isZero();
        assertThat(consume("bare", 1))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Samples(1_000_000, new float[] {0.5f, -0.5f}, true));
    }

    @Test
    void shouldSendWhatWasSentNoSecondTime() throws Exception {
        broker.createTopic("resumed", 1);
        Path file = folder.resolve("pump.wav");
        Path position = folder.resolve("pump.position");
        Recordings.write(file, List.of(new Recording("pump", 0, SIGNAL, new float[4])));
        String command = "produce --input " + file + " --resume " + position + " --topic resumed";
        assertThat(execute(command.split(" ", -1))).isZero();
        assertThat(execute(command.split(" ", -1))).isZero();

        assertThat(out.toString()).contains("1 chunks with 4 samples", "0 chunks with 0 samples");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--input - pump.csv; must be the only --input",
                "--input microphone --resume a; cannot be heard again",
                "--input - --speed realtime; has its own",
                "--input pump.csv --raw f32le; --raw is for standard input",
                "--input - --raw f32le; --rate HZ"
            })
    void shouldRefuseOptionsThatDoNotGoTogether(String options, String rule) {
        assertThat(execute(("produce " + options).split(" ", -1))).isEqualTo(2);

        assertThat(err.toString()).contains(rule);
    }

    @Test
    void shouldSayThatThereIsNoSuchMicrophone() {
        assertThat(execute("produce", "--input", "microphone", "--channels", "4000"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("4000 channels", "16000.0 Hz", "plug one in", "--raw");
    }

    @Test
    void shouldSayHowToMakeATopicThatIsMissing() {
        int exit = execute("watch", "--topic", "nowhere");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .contains("topic nowhere is not there")
                .contains("--create --topic nowhere --partitions 8");
    }

    @Test
    void shouldWatchPredictionsAndPassOverWhatIsNone() throws Exception {
        broker.createTopic("predicted", 1);
        produce("predicted", "not an event".getBytes(StandardCharsets.UTF_8));
        produce("predicted", packed(prediction(Map.of("ok", 0.25f, "worn", 0.75f))));

        int exit = execute("watch", "--topic", "predicted", "--from", "beginning", "--max", "1");

        assertThat(exit).isZero();
        assertThat(out.toString())
                .isEqualToIgnoringNewLines("pump  2.7  00:00:01.500  worn  ██████ worn 0.75  ██ ok 0.25");
        assertThat(err.toString()).contains("passed over predicted-0 offset 0").contains("NOT_AVRO_FRAME");
    }

    @Test
    void shouldWatchPredictionsAsJson() throws Exception {
        broker.createTopic("json", 1);
        produce("json", packed(prediction(Map.of())));

        int exit = execute("watch", "--topic", "json", "--from", "beginning", "--max", "1", "--json");

        assertThat(exit).isZero();
        assertThat(out.toString())
                .isEqualToIgnoringNewLines(
                        "{\"key\":\"pump\",\"model\":\"press\",\"modelVersion\":\"3\",\"epoch\":2,"
                                + "\"step\":7,\"windowStart\":\"1970-01-01T00:00:01Z\",\"windowEnd\":\"1970-01-01T00:00:01.500Z\","
                                + "\"label\":\"\",\"scores\":{},\"values\":[1.5,-2.0],\"flags\":[\"GAP_FILLED\"],\"began\":\"MARK\"}");
    }

    @Test
    void shouldWatchOneKeyAlone() throws Exception {
        broker.createTopic("many", 1);
        produce("many", "fan", packed(prediction(Map.of())));
        produce("many", "pump", packed(prediction(Map.of())));

        assertThat(execute("watch", "--topic", "many", "--from", "beginning", "--max", "1", "--key", "pump"))
                .isZero();
        assertThat(out.toString()).startsWith("pump  ").doesNotContain("fan");
    }

    @Test
    void shouldTellWhyEventsWereRefused() throws Exception {
        broker.createTopic("refused", 2);
        try (KafkaProducer<String, byte[]> producer = producer()) {
            for (String key : List.of("pump", "pump", "fan")) {
                ProducerRecord<String, byte[]> letter = new ProducerRecord<>("refused", key, new byte[1]);
                letter.headers().add("eddy.reason", "WRONG_RATE".getBytes(StandardCharsets.UTF_8));
                letter.headers().add("eddy.message", "must be 1000 Hz".getBytes(StandardCharsets.UTF_8));
                letter.headers().add("eddy.topic", "signals".getBytes(StandardCharsets.UTF_8));
                letter.headers().add("eddy.partition", "2".getBytes(StandardCharsets.UTF_8));
                letter.headers().add("eddy.offset", "17".getBytes(StandardCharsets.UTF_8));
                producer.send(letter).get();
            }
            producer.send(new ProducerRecord<>("refused", null, new byte[1])).get();
        }

        assertThat(execute("dead-letters", "--dead-letters", "refused")).isZero();
        assertThat(out.toString())
                .contains("  pump  WRONG_RATE  signals-2@17  must be 1000 Hz")
                .containsOnlyOnce("pump")
                .contains("    and 1 more like it, the last from signals-2@17\n")
                .contains("  (no key)  UNKNOWN  a window  has no reason");
        assertThat(err.toString()).contains("eddy: 4 dead letters in refused: 1 UNKNOWN, 3 WRONG_RATE");
        out.getBuffer().setLength(0);
        assertThat(execute("dead-letters", "--dead-letters", "refused", "--key", "fan", "--json"))
                .isZero();
        assertThat(out.toString())
                .containsOnlyOnce("\n")
                .contains("\"key\":\"fan\",\"reason\":\"WRONG_RATE\"", "\"partition\":2,\"offset\":17");
    }

    @Test
    void shouldRefuseARegistryThatNobodyElseKnows() {
        assertThat(execute("watch", "--schema-registry", "mock://mine")).isEqualTo(1);

        assertThat(err.toString()).contains("must be http://HOST:PORT but was mock://mine", "eddy broker");
    }

    @Test
    void shouldStopWatchingWhenTheTimeIsUp() {
        broker.createTopic("quiet", 1);

        assertThat(execute("watch", "--topic", "quiet", "--from", "beginning", "--for", "1ms"))
                .isZero();
        assertThat(err.toString()).contains("nothing is predicted in quiet; 'eddy dead-letters' tells");
        assertThat(execute("watch", "--topic", "quiet", "--for", "1ms")).isZero();
        assertThat(out.toString()).isEmpty();
    }

    private int executeWith(byte[] input, String command) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return execute(command.split(" ", -1));
        } finally {
            System.setIn(before);
        }
    }

    private int execute(String... args) {
        Map<String, String> environment = Map.of(
                "EDDY_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "EDDY_SCHEMA_REGISTRY",
                REGISTRY.url(),
                "KAFKA_DEFAULT_API_TIMEOUT_MS",
                "3000");
        Surroundings surroundings = Surroundings.of(environment, args);
        return CommandTree.execute(
                CommandTree.of(surroundings).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                surroundings,
                args);
    }

    private static Prediction prediction(Map<String, Float> scores) {
        ByteBuffer values = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2)
                .flip();
        String label = scores.isEmpty() ? "" : "worn";
        return new Prediction(
                "press",
                "3",
                2L,
                7L,
                Instant.ofEpochMilli(1000),
                Instant.ofEpochMilli(1500),
                label,
                scores,
                values,
                List.of(Flag.GAP_FILLED),
                Began.MARK);
    }

    private static byte[] packed(Prediction prediction) {
        try (EventSerde<Prediction> serde = EventSerde.of(Prediction.class, RegistryConfig.of(REGISTRY.url()))) {
            return serde.serializer().serialize("predicted", prediction);
        }
    }

    private static void produce(String topic, byte[] value) throws Exception {
        produce(topic, "pump", value);
    }

    private static void produce(String topic, String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static List<Samples> consume(String topic, int count) {
        return consume(topic, count, SIGNAL);
    }

    private static List<Samples> consume(String topic, int count, SignalSpec signal) {
        SampleCodec codec = new SampleCodec(signal, 1000);
        List<Samples> samples = new ArrayList<>();
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, RegistryConfig.of(REGISTRY.url()));
                KafkaConsumer<String, SignalChunk> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringDeserializer(),
                        serde.deserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (samples.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(each -> samples.add(codec.decode(each.value())));
            }
        }
        return samples;
    }
}
