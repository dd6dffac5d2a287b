package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.admin.AdminServer;
import dev.eddy.admin.Exposition;
import dev.eddy.admin.LiveFeed;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.serving.LiveTap;
import dev.eddy.serving.ModelsAtWork;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import dev.eddy.topology.Predictions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the live page is sent when there are more keys than anybody can look at, and when nobody can keep up. */
class ManyKeysTest {

    private static final int KEYS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveFeed feed = new LiveFeed();
    private final ModelManifest model = model();
    private final LiveTap tap = new LiveTap(feed, model, new ModelsAtWork());
    private final Predictions words = new Predictions(model);
    private final HttpClient http = HttpClient.newHttpClient();
    private AdminServer server;
    private long second;

    /** An estimate of a flow with an interval around it. */
    private static ModelManifest model() {
        return new ModelManifest(
                "flow",
                "3",
                new SignalSpec(1, 10),
                WindowSpec.tumbling(10),
                new InputSpec("x", List.of(Axis.BATCH, Axis.SAMPLE, Axis.CHANNEL)),
                List.of(new StateSpec("h", "hN", List.of(24), 0, 0f)),
                null,
                List.of(),
                Stream.of("estimate", "lower", "upper")
                        .map(name -> new OutputSpec(
                                name, OutputSpec.Kind.REGRESSION, List.of(1), List.of(), List.of("m³/h")))
                        .toList(),
                null);
    }

    @BeforeEach
    void start() {
        MetricRegistry metrics = new MetricRegistry();
        server = AdminServer.start(
                new AdminServer.Address("127.0.0.1", 0),
                new AdminServer.Sources(
                        new Well(),
                        new Exposition(Map.of("", metrics), List.of()),
                        Map::of,
                        List.of(new AdminServer.View(
                                "", "", List.of(metrics), () -> ManifestJson.write(model), feed))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldCostNothingWhileNobodyLooks() {
        assertThat(tap.watching()).isFalse();
    }

    @Test
    void shouldSendOnlyTheKeysThatAreLookedAt() throws Exception {
        try (InputStream events = look("key=pump-0042&key=pump-0043");
                Stepper stepper = new Stepper(this)) {
            List<String> keys = stepper.during(() -> new String(events.readNBytes(20_000), StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> line.startsWith("data: {") && line.endsWith("}"))
                    .map(line -> key(line.substring("data: ".length())))
                    .distinct()
                    .toList();

            assertThat(keys).containsExactlyInAnyOrder("pump-0042", "pump-0043");
        }
    }

    @Test
    void shouldFindAKeyAmongAll() throws Exception {
        try (InputStream events = look("")) {
            assertThat(events.read()).isPositive();
            step();

            String all = get("/live/keys?limit=3");
            String some = get("/live/keys?search=PUMP-123");

            assertThat(JSON.readTree(all).path("known").asInt()).isEqualTo(KEYS);
            assertThat(JSON.readTree(all).path("keys")).hasSize(3);
            assertThat(JSON.readTree(some).path("found").asInt()).isEqualTo(10);
            assertThat(JSON.readTree(some).at("/keys/9/key").asText()).isEqualTo("pump-1239");
        }
    }

    @Test
    void shouldDropAPageThatReadsNothing() throws Exception {
        try (Socket lazy = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            lazy.setReceiveBufferSize(1024);
            lazy.getOutputStream()
                    .write(
                            "GET /live/events?key=pump-0001 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await("the page is open").atMost(PATIENCE).until(feed::watched);
            Samples much = new Samples(0, new float[100_000], false);

            Awaitility.await("the page is dropped")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        tap.arrived("pump-0001", much);
                        return !feed.wanted("pump-0001");
                    });
        }
    }

    @Test
    void shouldRefuseAPageThatLooksAtTooMuch() throws Exception {
        String keys = String.join(
                "&",
                Stream.iterate(0, i -> i + 1).limit(30).map(i -> "key=" + i).toList());

        assertThat(send("/live/events?" + keys).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldDrawEstimatesWithTheirIntervals() throws Exception {
        Optional<Path> chromium = Browser.find();
        assumeTrue(
                chromium.isPresent(),
                "the live page is tested in Chromium and there is none: apt-get install chromium");
        try (Browser browser = Browser.open(chromium.get());
                Stepper stepper = new Stepper(this)) {
            browser.resize(1280, 860);
            browser.visit("http://127.0.0.1:" + server.port() + "/");

            stepper.during(() -> Awaitility.await("estimates of six of all keys")
                    .atMost(PATIENCE)
                    .until(
                            () -> browser.evaluate("document.body.innerText").asText(),
                            text -> text.contains(KEYS + " known")
                                    && text.contains("6 shown")
                                    && text.contains("m³/h")
                                    && text.matches("(?s).*estimate \\(\\d.* to \\d.*")
                                    && text.contains("prediction with its interval")
                                    && text.matches("(?s).*step [2-9]\\d.*")));

            browser.screenshot(Path.of("target", "live-page", "estimates.png"));
        }
    }

    /** Steps all keys for as long as something takes. */
    private record Stepper(ManyKeysTest test) implements AutoCloseable {

        private interface Work<T> {
            T run() throws Exception;
        }

        <T> T during(Work<T> work) throws Exception {
            AtomicBoolean done = new AtomicBoolean();
            Thread thread = new Thread(() -> {
                while (!done.get()) {
                    test.step();
                    Thread.onSpinWait();
                }
            });
            thread.start();
            try {
                return work.run();
            } finally {
                done.set(true);
                thread.join();
            }
        }

        @Override
        public void close() {}
    }

    /** One second of all keys. */
    private void step() {
        long start = 1_000_000 * second;
        for (int i = 0; i < KEYS; i++) {
            String key = String.format("pump-%04d", i);
            float flow = 20 + 5 * (float) Math.sin(0.3 * second + i);
            tap.arrived(key, new Samples(start, wave(flow), false));
            Window window = new Window(0, second, start, start + 1_000_000, wave(flow), false);
            float[] state = new float[24];
            for (int unit = 0; unit < state.length; unit++) {
                state[unit] = (float) Math.sin(0.2 * second + unit);
            }
            tap.scored(
                    key,
                    new StepResult.Scored(new Step(key, window, state), new float[] {flow, flow - 2, flow + 3}, state),
                    words);
        }
        second++;
    }

    private static float[] wave(float flow) {
        float[] values = new float[10];
        for (int i = 0; i < values.length; i++) {
            values[i] = flow + (float) Math.sin(i);
        }
        return values;
    }

    private InputStream look(String query) throws IOException, InterruptedException {
        InputStream events = http.send(request("/live/events?" + query), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        Awaitility.await("the page is open").atMost(PATIENCE).until(feed::watched);
        return events;
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(path).body();
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return http.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Accept", path.startsWith("/live/events") ? "text/event-stream" : "application/json")
                .timeout(PATIENCE)
                .build();
    }

    private static String key(String json) {
        try {
            return JSON.readTree(json).path("key").asText();
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }
}
