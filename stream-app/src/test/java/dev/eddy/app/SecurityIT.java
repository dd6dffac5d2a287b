package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.event.Prediction;
import dev.eddy.local.JavaProcess;
import dev.eddy.offline.ScoredKey;
import dev.eddy.watch.PredictionJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything behind TLS and passwords, and every user with exactly the rights that the README grants: its commands are
 * run here, and then each is taken back in turn.
 */
@Timeout(600)
class SecurityIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static SecuredEddy eddy;

    /** What the commands said when they had all rights, each a process of its own with its secrets in the environment. */
    private static final Map<String, String> SAID = new HashMap<>();

    @BeforeAll
    static void serve() throws Exception {
        eddy = SecuredEddy.start(folder);
        runAll();
    }

    private static void runAll() throws Exception {
        try (JavaProcess app = eddy.process("app", eddy.run("eddy-vibration"))) {
            String line = app.awaitLine("live page http", PATIENCE);
            SAID.put("producer", end(eddy.process("producer", "produce", "--input=" + eddy.input())));
            SAID.put(
                    "reader",
                    end(eddy.process("reader", "watch", "--json", "--from=beginning", "--max=30", "--for=60s")));
            SAID.put("doctor", end(eddy.process("app", eddy.doctor("eddy-vibration"))));
            String page = line.substring(line.indexOf("http")).strip();
            for (String path : List.of("topology", "metrics", "metrics.json", "model", "health/startup")) {
                SAID.put(path, get(page + path));
            }
            app.terminate();
            SAID.put("app", end(app));
        }
    }

    private static String end(JavaProcess process) throws IOException {
        try (process) {
            process.exitCode(PATIENCE);
            return Files.readString(process.log());
        }
    }

    private static String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @AfterAll
    static void close() {
        eddy.close();
    }

    @Test
    void shouldPredictTheSameBehindAllLocks() {
        List<String> expected = new ArrayList<>();
        Map<String, List<Prediction>> offline = Deployment.offline(eddy.model(), eddy.recordings());
        offline.forEach((key, all) -> all.forEach(it -> expected.add(PredictionJson.line(new ScoredKey(key, it)))));

        assertThat(said("reader").lines().filter(line -> line.startsWith("{")))
                .containsExactlyElementsOf(expected)
                .hasSize(30);
        assertThat(said("producer")).contains("with 3050 samples sent to signals");
    }

    @Test
    void shouldFindNothingWrongWithTheRightsOfTheReadme() {
        assertThat(said("doctor"))
                .contains("ok    kafka", "ok    changelog  eddy-vibration-", "ok    group", "ok    registry")
                .doesNotContain("FAIL");
    }

    @Test
    void shouldShowNoSecretAnywhere() {
        assertThat(said("app")).contains("schema-registry-user-info    ***", "kafka.sasl.jaas.config       ***");
        assertThat(SAID)
                .hasSize(9)
                .allSatisfy((who, text) -> assertThat(text).as(who).isNotBlank().doesNotContain("hush"));
    }

    private static String said(String who) {
        return Objects.requireNonNull(SAID.get(who), who);
    }

    static Stream<String> rightsOfTheApp() {
        return SecuredEddy.rights("app");
    }

    /** Where the states are there already, nothing has to be made: that one is asked for at the first start of another. */
    @ParameterizedTest
    @MethodSource("rightsOfTheApp")
    void shouldTellWhichRightOfTheAppIsMissing(String right) throws Exception {
        eddy.feed();
        if (right.contains("CREATE")) {
            String another = right.replace("eddy-vibration", "eddy-another");
            for (String its :
                    SecuredEddy.rights("app").filter(it -> it.contains("eddy-")).toList()) {
                eddy.acl(SecuredKafka.OPERATOR, "--add", its.replace("eddy-vibration", "eddy-another"));
            }
            shouldTellThatItIsMissing(another, "eddy-another");
        } else {
            shouldTellThatItIsMissing(right, "eddy-vibration");
        }
    }

    private static void shouldTellThatItIsMissing(String right, String applicationId) throws Exception {
        eddy.acl(SecuredKafka.OPERATOR, "--remove", right);
        try {
            Map<String, String> environment = eddy.environment(eddy.kafka().client("app"));
            complains(right, Said.by(environment, eddy.doctor(applicationId)));
            complains(right, Said.by(environment, eddy.run(applicationId)));
        } finally {
            eddy.acl(SecuredKafka.OPERATOR, "--add", right);
        }
    }

    @Test
    void shouldTellThatAProducerMayNotWrite() throws Exception {
        shouldTellThatItIsMissing("producer", "produce", "--input=" + eddy.input());
    }

    @Test
    void shouldTellThatAReaderMayNotRead() throws Exception {
        shouldTellThatItIsMissing("reader", "watch", "--from=beginning", "--for=20s");
    }

    private static void shouldTellThatItIsMissing(String user, String... command) throws Exception {
        assertThat(SecuredEddy.rights(user)).hasSize(1);
        for (String right : SecuredEddy.rights(user).toList()) {
            eddy.acl(SecuredKafka.OPERATOR, "--remove", right);
            try {
                complains(right, Said.by(eddy.environment(eddy.kafka().client(user)), command));
            } finally {
                eddy.acl(SecuredKafka.OPERATOR, "--add", right);
            }
        }
    }

    static Stream<String> rightsOfTheCaretaker() {
        return SecuredEddy.rights("caretaker");
    }

    @ParameterizedTest
    @MethodSource("rightsOfTheCaretaker")
    void shouldTellWhichRightOfTheCaretakerIsMissing(String right) throws Exception {
        String export = folder.resolve("exported.json").toString();
        shouldTellWhichIsMissing(
                right,
                List.of(
                        List.of("dead-letters"),
                        List.of(
                                "inspect",
                                "--key=pump",
                                "--application-id=eddy-vibration",
                                "--model=" + eddy.model(),
                                "--export=" + export),
                        List.of("replay", "--key=pump", "--step=3", "--model=" + eddy.model()),
                        List.of("seed", "--key=what-if", "--from=" + export)));
    }

    static Stream<String> rightsOfTheModeller() {
        return SecuredEddy.rights("modeller");
    }

    /** The model is the one that scores already, so that nothing changes for the others. */
    @ParameterizedTest
    @MethodSource("rightsOfTheModeller")
    void shouldTellWhichRightOfTheModellerIsMissing(String right) throws Exception {
        shouldTellWhichIsMissing(
                right,
                List.of(
                        List.of("models", "publish", eddy.model().toString()),
                        List.of("models", "list"),
                        List.of("models", "show", "vibration", "1"),
                        List.of("models", "promote", "vibration", "1"),
                        List.of("models", "shadow", "vibration", "1"),
                        List.of("models", "shadow", "vibration", "--end")));
    }

    /** With all rights each command succeeds; without this one, the first that fails says why. */
    private static void shouldTellWhichIsMissing(String right, List<List<String>> commands) throws Exception {
        String user = right.substring(right.indexOf(':') + 1, right.indexOf(" --"));
        Map<String, String> environment = eddy.environment(eddy.kafka().client(user));
        for (List<String> command : commands) {
            Said said = Said.by(environment, command.toArray(String[]::new));
            assertThat(said.exitCode()).as(said.text()).isZero();
        }
        eddy.acl(SecuredKafka.OPERATOR, "--remove", right);
        try {
            Said failed = commands.stream()
                    .map(it -> Said.by(environment, it.toArray(String[]::new)))
                    .filter(it -> it.exitCode() != 0)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody needs " + right));
            complains(right, failed);
        } finally {
            eddy.acl(SecuredKafka.OPERATOR, "--add", right);
        }
    }

    /** What is missing, and the very command that grants it. */
    private static void complains(String right, Said said) {
        String what = right.substring(right.indexOf("--operation"));
        String[] words = what.split(" ", -1);
        assertThat(said.exitCode()).as(said.text()).isEqualTo(1);
        assertThat(said.text())
                .contains("this user must have " + words[1] + " on "
                        + words[2].substring(2).replace('-', ' ') + " " + words[3] + " but has not: kafka-acls.sh ")
                .contains("--add --allow-principal User:NAME " + what)
                .doesNotContain("hush");
    }

    static Stream<String> rightsOfTheOperator() {
        return SecuredEddy.rights(SecuredKafka.OPERATOR);
    }

    @ParameterizedTest
    @MethodSource("rightsOfTheOperator")
    void operatorShouldNeedEachOfItsRights(String right) throws Exception {
        eddy.acl("super user", "--remove", right);
        try (Admin operator = eddy.operator()) {
            assertThatThrownBy(() -> {
                        for (String topic : List.of("signals", "predictions", "signals.dead-letters")) {
                            NewTopic made = new NewTopic(topic, 2, (short) 1);
                            if (right.endsWith("--topic " + topic)) {
                                operator.createTopics(List.of(made)).all().get();
                            }
                        }
                        operator.createAcls(List.of()).all().get();
                        operator.describeAcls(AclBindingFilter.ANY).values().get();
                    })
                    .hasCauseInstanceOf(AuthorizationException.class);
        } finally {
            eddy.acl("super user", "--add", right);
        }
    }

    @Test
    void shouldTellThatAPasswordIsWrong() {
        Said said = doctor(eddy.kafka().client("app", "hush-wrong"), Map.of());

        assertThat(said.text())
                .contains("FAIL  kafka      Kafka at 127.0.0.1:", "must know this user but does not (")
                .contains("check security.protocol, sasl.mechanism and sasl.jaas.config")
                .doesNotContain("hush");
    }

    @Test
    void shouldTellThatACertificateIsNotTrusted() {
        Map<String, String> client = new HashMap<>(eddy.kafka().client("app"));
        client.keySet().removeIf(name -> name.startsWith("ssl.truststore"));
        Said said = doctor(
                client,
                Map.of(
                        "KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION",
                        "",
                        "KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_TYPE",
                        ""));

        assertThat(said.text())
                .contains("FAIL  kafka      the certificate of Kafka at 127.0.0.1:", "set ssl.truststore.location")
                .contains("FAIL  registry   schema registry https://127.0.0.1:")
                .contains("set schema.registry.ssl.truststore.location");
    }

    @Test
    void shouldTellThatTheRegistryRefuses() {
        Said said = doctor(
                eddy.kafka().client("app"),
                Map.of("EDDY_SCHEMA_REGISTRY_USER_INFO", GuardedRegistry.USER + ":hush-wrong"));

        assertThat(said.text())
                .contains("FAIL  registry   schema registry https://127.0.0.1:", "refused us (HTTP 401")
                .contains("set the registry's USER:PASSWORD")
                .doesNotContain("hush");
    }

    @Test
    void shouldComeInWithATokenAsWell() {
        Map<String, String> client = new HashMap<>(eddy.kafka().client());
        client.put("sasl.mechanism", "OAUTHBEARER");
        client.put("sasl.oauthbearer.token.endpoint.url", eddy.tokens());
        client.put(
                "sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
        client.put("sasl.oauthbearer.client.credentials.client.id", "app");
        client.put("sasl.oauthbearer.client.credentials.client.secret", SecuredEddy.CLIENT_SECRET);
        client.put("sasl.jaas.config", "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");

        Said said = doctor(client, Map.of());

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text()).contains("ok    topic      signals with 2").doesNotContain("hush");
    }

    private static Said doctor(Map<String, String> client, Map<String, String> more) {
        Map<String, String> environment = eddy.environment(client);
        environment.putAll(more);
        environment.values().removeIf(String::isEmpty);
        return Said.by(environment, eddy.doctor("eddy-vibration"));
    }
}
