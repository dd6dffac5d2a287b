package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.local.FreePort;
import dev.eddy.local.LocalBroker;
import dev.eddy.local.RegistryServer;
import dev.eddy.topology.Pipeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker that knows rights: what has none set may be used by everybody. */
class DoctorTest {

    private static final String REGISTRY = "http://127.0.0.1:9/";

    @TempDir
    private static Path folder;

    private static final RegistryServer registry = RegistryServer.inMemory();

    private static LocalBroker broker;
    private static Path model;

    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        registry.start();
        broker = LocalBroker.start(
                folder.resolve("broker"),
                0,
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true"));
        model = folder.resolve("vibration.onnx");
        try (InputStream shipped = DoctorTest.class.getResourceAsStream("vibration.onnx")) {
            Files.write(model, Objects.requireNonNull(shipped).readAllBytes());
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
        registry.close();
    }

    @Test
    void shouldFindNothingWrongWhereNothingIs() {
        topics("well", 2, 2);

        assertThat(doctor("well", "--schema-registry=" + registry.url())).isZero();

        assertThat(out.toString())
                .contains("ok    model", "ok    device     cpu", "ok    disk", "ok    kafka      1 broker(s)")
                .contains("ok    topic      well-signals with 2 partition(s)")
                .contains("ok    partitions", "ok    changelog", "will be made at the first start")
                .contains("ok    clock      no events yet")
                .contains("ok    registry   answers at " + registry.url())
                .contains("ok    refused    nothing in well-dead-letters")
                .contains("3 channels at 1000.0 Hz, a window of 100 samples every 100")
                .doesNotContain("FAIL");
    }

    @Test
    void shouldTellWhatIsMissingAndHowToMakeIt() {
        assertThat(doctor("nothing")).isEqualTo(1);

        assertThat(out.toString())
                .contains("FAIL  topic      topic nothing-signals is not there", "--create --topic nothing-predictions")
                .contains("FAIL  registry");
    }

    @Test
    void shouldTellThatStatesWereCutForOtherPartitions() {
        topics("cut", 2, 3);
        broker.createTopic(Pipeline.changelog("cut", ""), 4);

        assertThat(doctor("cut")).isEqualTo(1);

        assertThat(out.toString())
                .contains("note  partitions cut-signals has 2 and cut-predictions has 3")
                .contains("FAIL  changelog", "must have as many partitions as cut-signals (2) but has 4");
    }

    @Test
    void shouldTellThatAClockIsWrong() throws Exception {
        topics("early", 1, 1);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long future = Instant.now().plus(Duration.ofMinutes(30)).toEpochMilli();
            producer.send(new ProducerRecord<>("early-signals", null, future, new byte[1], new byte[1]))
                    .get();
        }

        assertThat(doctor("early")).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern("FAIL  clock .* from the future but is 1[78]\\d\\d s ahead")
                .contains("NTP");
    }

    @Test
    void shouldTellWhichRightIsMissing() throws Exception {
        topics("guarded", 1, 1);
        allow("guarded-predictions", "User:ANONYMOUS", AclOperation.DESCRIBE);
        allow("guarded-predictions", "User:somebody-else", AclOperation.WRITE);

        assertThat(doctor("guarded")).isEqualTo(1);

        assertThat(out.toString())
                .contains("FAIL  rights     this user must have WRITE on topic guarded-predictions but has not")
                .contains("--operation WRITE --topic guarded-predictions")
                .doesNotContain("on topic guarded-signals");
    }

    @Test
    void shouldTellThatNobodyAnswers() throws Exception {
        assertThat(doctor("away", "--bootstrap-servers=127.0.0.1:" + FreePort.take()))
                .isEqualTo(1);

        assertThat(out.toString()).contains("FAIL  kafka      no broker answers at 127.0.0.1:");
    }

    @Test
    void shouldTellThatStatesCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("not-a-folder"), "");

        assertThat(doctor("disk", "--state-dir=" + file.resolve("state"))).isEqualTo(1);

        assertThat(out.toString()).contains("FAIL  disk       the states must be written to " + file);
    }

    @Test
    void shouldSpeakJson() throws Exception {
        topics("json", 1, 1);

        assertThat(doctor("json", "--schema-registry=" + registry.url(), "--json"))
                .isZero();

        for (String line : out.toString().lines().toList()) {
            assertThat(new ObjectMapper().readTree(line).fieldNames())
                    .toIterable()
                    .containsExactly("verdict", "subject", "text");
        }
    }

    @Test
    void shouldLookAtTheTopicOfModels() throws Exception {
        topics("models", 2, 2);
        String[] options = {"--model-topic=of-models", "--schema-registry=" + registry.url()};
        assertThat(doctor("models", options)).isEqualTo(1);
        assertThat(out.toString())
                .contains("FAIL  models     topic of-models must be there but is not: 'eddy models publish FILE.onnx")
                .contains("note  models     models-predictions.shadow is not there: 'eddy models shadow' makes it");

        broker.createTopic("of-models", 1);
        assertThat(doctor("models", options)).isZero();
        assertThat(out.toString()).contains("ok    models     are published to of-models");

        broker.createTopic("models-predictions.shadow", 2);
        for (String topic : List.of("of-models", "models-predictions.shadow")) {
            allow(topic, "User:ANONYMOUS", AclOperation.DESCRIBE);
        }
        assertThat(doctor("models", options)).isEqualTo(1);
        assertThat(out.toString())
                .contains("--operation READ --topic of-models")
                .contains("--operation WRITE --topic models-predictions.shadow");
    }

    @Test
    void shouldReadTheKeyThatIsTrusted() throws Exception {
        topics("trusted", 1, 1);
        Path none = Files.writeString(folder.resolve("none.pem"), "none");

        assertThat(doctor("trusted", "--trust=" + none)).isEqualTo(1);

        assertThat(out.toString()).contains("FAIL  trust      the key " + none + " must be ");
    }

    private static void topics(String name, int signals, int predictions) {
        broker.createTopic(name + "-signals", signals);
        broker.createTopic(name + "-predictions", predictions);
        broker.createTopic(name + "-dead-letters", 1);
    }

    private static void allow(String topic, String user, AclOperation operation) throws Exception {
        ResourcePattern pattern = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        AccessControlEntry entry = new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createAcls(List.of(new AclBinding(pattern, entry))).all().get();
        }
    }

    private int doctor(String name, String... more) {
        List<String> args = new ArrayList<>(List.of("doctor", "--model=" + model, "--application-id=" + name));
        args.addAll(List.of("--signals=" + name + "-signals", "--predictions=" + name + "-predictions"));
        args.add("--dead-letters=" + name + "-dead-letters");
        List<String> given = List.of(more);
        option(given, args, "--bootstrap-servers", broker.bootstrapServers());
        option(given, args, "--schema-registry", REGISTRY);
        option(given, args, "--state-dir", folder.resolve("state").toString());
        args.addAll(given);
        Surroundings surroundings = Surroundings.of(Map.of());
        PrintWriter writer = new PrintWriter(out, true);
        return CommandTree.execute(
                CommandTree.of(surroundings).setOut(writer).setErr(writer), surroundings, args.toArray(String[]::new));
    }

    private static void option(List<String> given, List<String> args, String name, String value) {
        if (given.stream().noneMatch(it -> it.startsWith(name + "="))) {
            args.add(name + "=" + value);
        }
    }
}
