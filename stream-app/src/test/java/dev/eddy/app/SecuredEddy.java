package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.local.JavaProcess;
import dev.eddy.local.LedTopics;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import dev.eddy.recording.VibrationMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker and a registry behind TLS and passwords, with users who have exactly the rights that the README grants: its
 * commands are run.
 *
 * @param folder of all files
 * @param kafka with rights
 * @param registry behind a password
 * @param issuer of tokens
 */
record SecuredEddy(Path folder, SecuredKafka kafka, GuardedRegistry registry, TokenIssuer issuer)
        implements AutoCloseable {

    static final String CLIENT_SECRET = "hush-client";

    private static final String REGISTRY_PASSWORD = "hush-registry";
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final int PARTITIONS = 2;
    private static final List<String> USERS =
            List.of(SecuredKafka.OPERATOR, "app", "producer", "reader", "caretaker", "modeller");

    static SecuredEddy start(Path folder) throws Exception {
        TokenIssuer issuer = TokenIssuer.start("app", CLIENT_SECRET);
        System.setProperty(ALLOWED_URLS, issuer.tokens() + "," + issuer.keys());
        SecuredKafka kafka = SecuredKafka.start(folder, tokens(issuer), USERS);
        String inside = Cluster.shared().target().registry().url();
        SecuredEddy eddy =
                new SecuredEddy(folder, kafka, GuardedRegistry.start(inside, kafka.key(), REGISTRY_PASSWORD), issuer);
        Files.write(eddy.model(), Doors.resource("/dev/eddy/app/vibration.onnx"));
        Recordings.write(eddy.input(), eddy.recordings());
        eddy.grantAll();
        eddy.makeTopics();
        return eddy;
    }

    private static Map<String, String> tokens(TokenIssuer issuer) {
        String listener = "listener.name.clients.oauthbearer.";
        return Map.of(
                listener + "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                listener + "sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
                listener + "sasl.oauthbearer.jwks.endpoint.url",
                issuer.keys(),
                listener + "sasl.oauthbearer.expected.audience",
                TokenIssuer.AUDIENCE);
    }

    String tokens() {
        return issuer.tokens();
    }

    Path model() {
        return folder.resolve("vibration.onnx");
    }

    Path input() {
        return folder.resolve("pump.csv");
    }

    List<Recording> recordings() {
        return List.of(recording("pump"));
    }

    private static Recording recording(String key) {
        return new Recording(
                key,
                5_000_000,
                VibrationMachine.SIGNAL,
                new VibrationMachine(9).next(3050).values());
    }

    /** The commands of the README; its shell function 'acl' stands for kafka-acls. */
    static Stream<String> rights(String user) {
        String begin = "    acl User:" + user + " ";
        try {
            return Files.readAllLines(Path.of("README.md")).stream()
                    .filter(line -> line.startsWith(begin))
                    .map(line -> line.replaceFirst("#.*", "").strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void acl(String granter, String verb, String right) throws Exception {
        List<String> args = new ArrayList<>(List.of(verb, "--allow-principal"));
        args.addAll(Arrays.asList(right.split(" ", -1)).subList(1, right.split(" ", -1).length));
        if (verb.equals("--remove")) {
            args.add("--force");
        }
        kafka.acl(granter, args.toArray(String[]::new));
    }

    private void grantAll() throws Exception {
        for (String right : rights(SecuredKafka.OPERATOR).toList()) {
            acl("super user", "--add", right);
        }
        for (String user : USERS.subList(1, USERS.size())) {
            for (String right : rights(user).toList()) {
                acl(SecuredKafka.OPERATOR, "--add", right);
            }
        }
    }

    private void makeTopics() throws Exception {
        try (Admin operator = operator();
                Admin insider = kafka.insider()) {
            for (String topic : List.of("signals", "predictions", "signals.dead-letters")) {
                operator.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                        .all()
                        .get();
                LedTopics.awaitLeaders(insider, topic, PARTITIONS);
            }
        }
    }

    Admin operator() {
        Map<String, Object> settings = new HashMap<>(kafka.client(SecuredKafka.OPERATOR));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return Admin.create(settings);
    }

    String[] run(String applicationId) throws IOException {
        return new String[] {
            "run",
            "--model=" + model(),
            "--application-id=" + applicationId,
            "--admin-port=0",
            "--state-dir=" + Files.createTempDirectory(folder, "state")
        };
    }

    String[] doctor(String applicationId) {
        return new String[] {
            "doctor", "--model=" + model(), "--application-id=" + applicationId, "--state-dir=" + folder
        };
    }

    JavaProcess process(String user, String... args) {
        return ChildProcess.eddy(environment(kafka.client(user)), "secured-" + user, args);
    }

    Map<String, String> environment(Map<String, String> client) {
        Map<String, String> environment = SecuredKafka.environment(client);
        environment.put("KAFKA_DEFAULT_API_TIMEOUT_MS", "60000");
        environment.put("KAFKA_REQUEST_TIMEOUT_MS", "50000");
        environment.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
        environment.put("EDDY_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("EDDY_SCHEMA_REGISTRY", registry.url());
        environment.put("EDDY_SCHEMA_REGISTRY_USER_INFO", GuardedRegistry.USER + ":" + REGISTRY_PASSWORD);
        environment.put("KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_TYPE", "PEM");
        environment.put(
                "KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION",
                kafka.certificate().toString());
        return environment;
    }

    /** Something new to predict, and something that no one can read. */
    void feed() throws Exception {
        Map<String, String> environment = environment(kafka.client("producer"));
        String key = UUID.randomUUID().toString();
        Path file = folder.resolve(key + ".csv");
        Recordings.write(file, List.of(recording(key)));
        assertThat(Said.by(environment, "produce", "--input=" + file).exitCode())
                .isZero();
        Map<String, Object> settings = new HashMap<>(kafka.client("producer"));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("signals", new byte[1], new byte[1]))
                    .get();
        }
    }

    @Override
    public void close() {
        System.clearProperty(ALLOWED_URLS);
        kafka.close();
        registry.close();
        issuer.close();
    }
}
