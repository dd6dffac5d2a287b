package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.eddy.local.FreePort;
import dev.eddy.local.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes an app that runs, and answers every query of the dashboard and every alert rule. What it
 * answered is in {@code target/prometheus.md}.
 */
class PrometheusTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MONITORING = Path.of("..", "k8s", "monitoring");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static @Nullable ServedDemo demo;
    private static @Nullable JavaProcess prometheus;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> installed = Browser.onPath("prometheus");
        assumeTrue(
                installed.isPresent(), "queries are tried in Prometheus and there is none: apt-get install prometheus");
        demo = ServedDemo.start(3);
        port = FreePort.take();
        Files.copy(MONITORING.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
        String target = URI.create(demo.url("/")).getAuthority();
        String config = Files.readString(MONITORING.resolve("prometheus.yml"));
        assertThat(config).contains("stream-app:8080", "scrape_interval: 5s");
        Files.writeString(
                folder.resolve("prometheus.yml"),
                config.replace("stream-app:8080", target).replace("scrape_interval: 5s", "scrape_interval: 1s"));
        prometheus = ChildProcess.of(
                "prometheus",
                folder,
                List.of(
                        installed.get().toString(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:" + port));
        Awaitility.await("several scrapes")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> query("count_over_time(eddy_ready[1m])")
                                .at("/0/value/1")
                                .asInt()
                        >= 5);
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(prometheus).ifPresent(JavaProcess::close);
        Optional.ofNullable(demo).ifPresent(ServedDemo::close);
    }

    /** Dead letters are shown by reason only where there are any. */
    @Test
    void shouldAnswerEveryPanelOfTheDashboard() throws Exception {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (JsonNode panel : JSON.readTree(
                        MONITORING.resolve("grafana/dashboard.json").toFile())
                .path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr").asText().replace("$job", ".*");
                answers.put(panel.path("title").asText() + " · " + expression, query(expression));
            }
        }
        write(answers);

        assertThat(answers).hasSizeGreaterThan(25);
        assertThat(answers).allSatisfy((panel, answer) -> assertThat(panel.endsWith("> 0") || !answer.isEmpty())
                .as(panel)
                .isTrue());
    }

    @Test
    void shouldUnderstandEveryAlertAndRaiseNone() throws Exception {
        List<String> expressions = new ArrayList<>();
        new YAMLMapper()
                .readTree(MONITORING.resolve("alerts.yaml").toFile())
                .findValues("expr")
                .forEach(it -> expressions.add(it.asText()));
        for (String expression : expressions) {
            assertThat(query(expression)).as(expression).isEmpty();
        }

        JsonNode rules = get("/api/v1/rules").at("/data/groups/0/rules");
        assertThat(rules).hasSameSizeAs(expressions);
        assertThat(rules)
                .allSatisfy(rule -> assertThat(rule.path("state").asText()).isEqualTo("inactive"));
    }

    private static void write(Map<String, JsonNode> answers) throws IOException {
        StringBuilder text = new StringBuilder("| panel · query | series | first value |\n|---|---|---|\n");
        answers.forEach((panel, answer) -> text.append("| ")
                .append(panel.replace("|", "\\|"))
                .append(" | ")
                .append(answer.size())
                .append(" | ")
                .append(answer.at("/0/value/1").asText())
                .append(" |\n"));
        Files.writeString(Path.of("target", "prometheus.md"), text);
    }

    private static JsonNode query(String expression) throws IOException, InterruptedException {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(answer.path("status").asText())
                .as(expression + ": " + answer)
                .isEqualTo("success");
        return answer.at("/data/result");
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
