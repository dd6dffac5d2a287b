package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin port of an app that runs, and the files that count on it. */
class AdminTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MONITORING = Path.of("..", "k8s", "monitoring");
    private static final Path README = Path.of("README.md");
    private static final Pattern METRIC = Pattern.compile("\\b(?:eddy|kafka|jvm|process)_[a-z0-9_]+\\b");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(eddy_[a-z_]+)(?:\\{.*})?` \\| (.*) \\|$");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (eddy_[a-z_]+) (.*)$");

    private static ServedDemo demo;

    @BeforeAll
    static void start() {
        demo = ServedDemo.start(3);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void shouldAnswerTheProbes() throws Exception {
        assertThat(demo.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(demo.get("/health/ready").statusCode()).isEqualTo(200);
        JsonNode startup = JSON.readTree(demo.get("/health/startup").body());
        assertThat(startup.path("started").asBoolean()).isTrue();
        assertThat(startup.path("remainingRecords").asLong(-1)).isZero();
    }

    @Test
    void shouldTellWhatRunsAndWho() throws Exception {
        JsonNode topology = JSON.readTree(demo.get("/topology").body());

        assertThat(JSON.readTree(demo.get("/model").body()).path("name").asText())
                .isEqualTo("vibration");
        assertThat(topology.path("description").asText()).contains("Processor: predict (stores: [key-states])");
        assertThat(topology.at("/threads/0/active"))
                .extracting(JsonNode::asText)
                .containsExactly("0_0", "0_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void shouldChangeNothing(String method) throws Exception {
        for (String path : List.of("/", "/model", "/metrics", "/health/ready", "/topology", "/live/keys")) {
            assertThat(demo.send(method, path).statusCode()).as(path).isIn(404, 405);
        }
    }

    @Test
    void shouldCountWhatHappens() throws Exception {
        String metrics = demo.get("/metrics").body();

        assertThat(metrics)
                .containsPattern("(?m)^eddy_events_total\\{arrival=\"started\"} 3\\.0$")
                .containsPattern("(?m)^eddy_keys\\{state=\"live\"} 3\\.0$")
                .containsPattern("(?m)^eddy_dead_letters_total\\{reason=\"LATE\"} 0\\.0$")
                .containsPattern(
                        "(?m)^eddy_model_info\\{device=\"cpu\",name=\"vibration\",sha256=\"[0-9a-f]{64}\",version=\"1\"} 1$")
                .contains("eddy_model_partitions{name=\"vibration\",role=\"scores\",version=\"1\"} 2.0\n")
                .containsPattern("(?m)^eddy_latency_seconds\\{quantile=\"0\\.99\"} [0-9.E-]+$")
                .containsPattern("(?m)^kafka_consumer_fetch_manager_records_lag\\{.*topic=\"signals\".*} [0-9.E]+$")
                .doesNotContain("machine-");
    }

    @Test
    void shouldCountTheSameForJmx() throws Exception {
        Object predictions = ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("dev.eddy:name=stream.predictions,type=meters"), "Count");

        assertThat((Long) predictions).isPositive();
    }

    @Test
    void shouldNameNoMetricInRulesAndDashboardThatIsNotThere() throws Exception {
        List<String> expressions = new ArrayList<>();
        new YAMLMapper()
                .readTree(MONITORING.resolve("alerts.yaml").toFile())
                .findValues("expr")
                .forEach(it -> expressions.add(it.asText()));
        JSON.readTree(MONITORING.resolve("grafana/dashboard.json").toFile())
                .findValues("expr")
                .forEach(it -> expressions.add(it.asText()));
        Set<String> named = names(String.join("\n", expressions));

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(exposed()).containsAll(named);
    }

    @Test
    void shouldDescribeEachOfItsMetricsInTheReadme() throws Exception {
        Set<String> described = names(Files.readString(README));

        assertThat(exposed()).as("what the README describes").containsAll(described);
        assertThat(described)
                .as("what there is")
                .containsAll(exposed().stream()
                        .filter(name -> name.startsWith("eddy_") && !name.endsWith("_count"))
                        .toList());
    }

    @Test
    void shouldSayOfEachOfItsMetricsWhatTheReadmeSays() throws Exception {
        Map<String, String> described = new TreeMap<>();
        ROW.matcher(Files.readString(README))
                .results()
                .forEach(row -> described.put(row.group(1), row.group(2).replace("`", "")));
        Map<String, String> said = new TreeMap<>();
        HELP.matcher(demo.get("/metrics").body()).results().forEach(line -> said.put(line.group(1), line.group(2)));

        assertThat(said).hasSizeGreaterThan(30).isEqualTo(described);
    }

    /** Close is what a signal to stop calls. */
    @Test
    void shouldNotBeReadyOnceItIsToldToStop() throws Exception {
        try (ServedDemo stopped = ServedDemo.start(1)) {
            stopped.app().close();

            assertThat(stopped.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(stopped.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(stopped.get("/metrics").body()).contains("eddy_ready 0.0");
        }
    }

    private static Set<String> names(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> exposed() throws IOException, InterruptedException {
        return demo.get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[ {].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
