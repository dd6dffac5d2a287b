package dev.eddy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.event.UnreadableEventException.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryUnavailableTest {

    private static final byte[] FRAME = Events.frame(7, new byte[] {1});
    private static final String SECRET = "s3cret";

    @Test
    void shouldNotBlameTheEventWhenNobodyListens() throws Exception {
        String url;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://alice:" + SECRET + "@127.0.0.1:" + closed.getLocalPort();
        }

        assertThatThrownBy(() -> read(RegistryConfig.of(url)))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("http://127.0.0.1:")
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("check that it runs")
                .hasStackTraceContaining("ConnectException")
                .satisfies(e -> assertThat(e).hasMessageNotContaining(SECRET));
        assertThatThrownBy(() -> write(RegistryConfig.of(url))).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void shouldGiveUpOnARegistryThatAcceptsButNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RegistryConfig config = RegistryConfig.of("http://127.0.0.1:" + silent.getLocalPort())
                    .withTimeouts(new RegistryConfig.Timeouts(Duration.ofSeconds(1), Duration.ofMillis(50)));

            assertThatThrownBy(() -> read(config))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("SocketTimeoutException");
        }
    }

    @Test
    void shouldSayThatTheCredentialsWereRefused() {
        try (FakeRegistry registry = FakeRegistry.guarded("YWxpY2U6czNjcmV0", "{}")) {
            RegistryConfig config = RegistryConfig.of(registry.url()).withUserInfo("alice:wrong-one");

            assertThatThrownBy(() -> read(config))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("refused us (HTTP 401")
                    .hasMessageContaining("with the credentials configured")
                    .hasMessageContaining("USER:PASSWORD")
                    .hasMessageNotContaining("wrong-one");
            assertThatThrownBy(() -> write(config))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("HTTP 401");
            assertThatThrownBy(() -> read(RegistryConfig.of(registry.url())))
                    .hasMessageContaining("with no credentials");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSendTheCredentialsWhereverTheyWereGiven(boolean insideTheUrl) {
        try (FakeRegistry registry = FakeRegistry.guarded("YWxpY2U6czNjcmV0", "{\"id\":7}")) {
            RegistryConfig config = insideTheUrl
                    ? RegistryConfig.of(registry.url().replace("://", "://alice:" + SECRET + "@"))
                    : RegistryConfig.of(registry.url()).withUserInfo("alice:" + SECRET);

            write(config);

            assertThat(registry.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /subjects/signals-value/versions");
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 50001", "503, 50003", "429, 429", "502, 502"})
    void shouldNotBlameTheEventWhenTheRegistryHasTrouble(int status, int code) {
        String body = "{\"error_code\":" + code + ",\"message\":\"trouble\"}";
        try (FakeRegistry registry = FakeRegistry.answering(status, body)) {
            RegistryConfig config = RegistryConfig.of(registry.url());

            assertThatThrownBy(() -> read(config))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("HTTP " + status);
            assertThatThrownBy(() -> write(config)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void shouldNotBlameTheEventWhenTheUrlLeadsToSomethingElse(int status) {
        try (FakeRegistry website = FakeRegistry.answering(status, "<html>welcome</html>")) {
            assertThatThrownBy(() -> read(RegistryConfig.of(website.url())))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40401, 40403})
    void shouldBlameTheEventForAnIdThatTheRegistryDoesNotKnowAndAskOnce(int code) {
        String body = "{\"error_code\":" + code + ",\"message\":\"Schema 7 not found\"}";
        try (FakeRegistry registry = FakeRegistry.answering(404, body);
                EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, RegistryConfig.of(registry.url()))) {
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowableOfType(UnreadableEventException.class, () -> serde.deserializer()
                                        .deserialize("signals", FRAME))
                                .reason())
                        .isEqualTo(Reason.UNKNOWN_SCHEMA_ID);
            }

            assertThat(registry.requests()).hasSize(code == 40403 ? 1 : 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\":\"syntax = 'proto3';\",\"schemaType\":\"PROTOBUF\"}",
                "{\"schema\":\"{\\\"type\\\":\\\"nonsense\\\"}\"}"
            })
    void shouldBlameTheEventForASchemaThatIsNoAvro(String body) {
        try (FakeRegistry registry = FakeRegistry.answering(200, body)) {
            UnreadableEventException e =
                    catchThrowableOfType(UnreadableEventException.class, () -> read(RegistryConfig.of(registry.url())));

            assertThat(e.reason()).isEqualTo(Reason.WRONG_SCHEMA);
        }
    }

    @Test
    void shouldReportASchemaThatTheRegistryRejects() {
        String body = "{\"error_code\":409,\"message\":\"Schema being registered is incompatible\"}";
        try (FakeRegistry registry = FakeRegistry.answering(409, body)) {
            assertThat(catchThrowable(() -> write(RegistryConfig.of(registry.url()))))
                    .isExactlyInstanceOf(SerializationException.class)
                    .hasMessageContaining("subject 'signals-value'")
                    .hasMessageContaining("incompatible")
                    .hasMessageContaining("HTTP 409");
        }
    }

    private static void read(RegistryConfig config) {
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, config)) {
            serde.deserializer().deserialize("signals", FRAME);
        }
    }

    private static void write(RegistryConfig config) {
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, config)) {
            serde.serializer().serialize("signals", Events.chunk());
        }
    }
}
