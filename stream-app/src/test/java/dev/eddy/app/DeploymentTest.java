package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.eddy.kubernetes.Kustomization;
import dev.eddy.serving.StreamApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private static final Path ROOT = Path.of("..");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final JsonNode services = read("docker-compose.yml").path("services");
    private final JsonNode statefulSet = read("k8s/base/stateful-set.yaml").path("spec");
    private final JsonNode pod = statefulSet.path("template").path("spec");
    private final JsonNode container = pod.path("containers").path(0);

    @Test
    void shouldMakeEveryTopicBeforeTheStreamAppStarts() {
        String command = services.path("topics").path("command").path(0).asText();

        assertThat(command).contains("for topic in signals predictions signals.dead-letters;");
        assertThat(read("docker-compose.yml")
                        .at("/x-eddy/depends_on/topics/condition")
                        .asText())
                .isEqualTo("service_completed_successfully");
        assertThat(services.at("/kafka/environment/KAFKA_AUTO_CREATE_TOPICS_ENABLE")
                        .asText())
                .isEqualTo("false");
    }

    @Test
    void shouldPublishPortsToThisMachineOnly() {
        List<String> ports = new ArrayList<>();
        services.forEach(service -> service.path("ports").forEach(port -> ports.add(port.asText())));

        assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    /** What begins with a variable is the user's; each variable is explained at the top. */
    @Test
    void shouldMountFilesThatAreThere() throws IOException {
        String explained = Files.readString(ROOT.resolve("docker-compose.yml"));
        List<String> sources = volumes().map(it -> it.split(":(?=/)", -1)[0]).toList();

        assertThat(sources).hasSizeGreaterThan(5).allSatisfy(source -> {
            if (source.startsWith("${")) {
                String variable = source.substring(2, source.indexOf(':'));
                assertThat(explained).containsPattern("(?m)^#.*\\b" + variable + "/");
            } else {
                assertThat(ROOT.resolve(source)).isRegularFile();
            }
        });
    }

    @Test
    void shouldMountFilesWhereTheyAreLookedFor() {
        List<String> targets = volumes().map(it -> it.split(":(?=/)", -1)[1]).toList();
        Path prometheus = Path.of(services.at("/prometheus/command/0").asText().split("=", 2)[1]);
        Path rules = prometheus.resolveSibling(
                read("k8s/monitoring/prometheus.yml").at("/rule_files/0").asText());
        String dashboards = read("k8s/monitoring/grafana/dashboards.yaml")
                .at("/providers/0/options/path")
                .asText();
        Stream<String> given = Stream.of("stream-app/environment/EDDY_MODEL", "producer/command/2")
                .map(it -> services.at("/" + it).asText())
                .map(it -> "" + Path.of(it).getParent());

        assertThat(targets).contains(prometheus + ":ro", rules + ":ro", dashboards + "/eddy.json:ro");
        assertThat(targets).containsAll(given.map(it -> it + ":ro").toList());
    }

    @Test
    void shouldReachServicesByTheirNamesAndPorts() {
        List<String> hosts = new ArrayList<>();
        hosts.add(read("k8s/monitoring/prometheus.yml")
                .at("/scrape_configs/0/static_configs/0/targets/0")
                .asText());
        hosts.add(read("k8s/monitoring/grafana/datasource.yaml")
                .at("/datasources/0/url")
                .asText());
        JsonNode ours = read("docker-compose.yml").at("/x-eddy/environment");
        hosts.add(ours.path("EDDY_SCHEMA_REGISTRY").asText());
        List<String> names = new ArrayList<>();
        services.fieldNames().forEachRemaining(names::add);
        services.forEach(it -> it.path("depends_on").forEach(on -> hosts.add(on.asText())));
        hosts.removeIf(String::isEmpty);

        assertThat(hosts).hasSizeGreaterThan(3).allSatisfy(host -> {
            String[] words = host.replaceFirst("^http://", "").split(":", 2);
            assertThat(names).contains(words[0]);
            assertThat(words.length == 1 || ports(words[0]).contains(words[1])).isTrue();
        });
        assertThat(services.at("/kafka/environment/KAFKA_ADVERTISED_LISTENERS").asText())
                .contains("INSIDE://" + ours.path("EDDY_BOOTSTRAP_SERVERS").asText());
    }

    private List<String> ports(String service) {
        List<String> ports = new ArrayList<>();
        services.path(service)
                .path("ports")
                .forEach(port -> ports.add(port.asText().substring(port.asText().lastIndexOf(':') + 1)));
        return ports;
    }

    private Stream<String> volumes() {
        List<String> volumes = new ArrayList<>();
        services.forEach(service -> service.path("volumes").forEach(volume -> volumes.add(volume.asText())));
        return volumes.stream();
    }

    @Test
    void shouldRunCommandsThatAreUnderstood() {
        List<List<String>> commands = new ArrayList<>();
        services.forEach(service -> {
            List<String> words = new ArrayList<>();
            service.path("command").forEach(word -> words.add(word.asText()));
            if (service.has("<<") && !words.isEmpty()) {
                commands.add(words);
            }
        });
        Surroundings surroundings = Surroundings.of(Map.of("EDDY_MODEL", "/models/model.onnx"));

        assertThat(commands).contains(List.of("run")).hasSizeGreaterThan(1).allSatisfy(words -> CommandTree.of(
                        surroundings)
                .parseArgs(words.toArray(String[]::new)));
    }

    /** Without a profile, that of {@code .env} is taken. */
    @Test
    void shouldStartOneStreamAppWithAnyProfile() throws IOException {
        List<String> profiles = services.findValues("profiles").stream()
                .map(it -> it.path(0).asText())
                .toList();

        assertThat(profiles).containsExactlyInAnyOrder("cpu", "gpu");
        assertThat(Files.readAllLines(ROOT.resolve(".env"))).contains("COMPOSE_PROFILES=cpu");
        assertThat(services.at("/stream-app-gpu/networks/default/aliases/0").asText())
                .isEqualTo("stream-app");
        assertThat(services.at("/stream-app-gpu/image").asText()).isEqualTo(image("gpu"));
        assertThat(read("docker-compose.yml").at("/x-eddy/image").asText()).isEqualTo(image("cpu"));
    }

    @Test
    void shouldSetNothingThatIsNoOption() {
        Set<String> options = CommandTree.names(CommandTree.of(Surroundings.of(Map.of())));
        List<String> names = new ArrayList<>();
        services.forEach(service -> service.path("environment").fieldNames().forEachRemaining(names::add));
        read("docker-compose.yml").at("/x-eddy/environment").fieldNames().forEachRemaining(names::add);
        for (String overlay : List.of("base", "overlays/gpu", "components/kafka-security", "components/model-topic")) {
            literals(overlay).forEach(literal -> names.add(literal.substring(0, literal.indexOf('='))));
        }
        Map<String, String> environment =
                names.stream().distinct().collect(Collectors.toMap(name -> name, name -> "value"));

        assertThat(environment).containsKeys("EDDY_BOOTSTRAP_SERVERS", "EDDY_MODEL");
        assertThat(Surroundings.of(environment).problems(options)).isEmpty();
    }

    @Test
    void shouldKeepLinksToServicesOutOfTheEnvironment() {
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
    }

    @Test
    void shouldKeepStateOnAVolumeOfThePod() {
        String stateDir = value(literals("base"), "EDDY_STATE_DIR");

        assertThat(mount(stateDir).path("name").asText())
                .isEqualTo(
                        statefulSet.at("/volumeClaimTemplates/0/metadata/name").asText());
        assertThat(mount("/tmp").path("name").asText()).isEqualTo("temporary");
    }

    @Test
    void shouldComeBackAsTheSameMemberOfTheGroup() {
        JsonNode instance = variable("KAFKA_GROUP_INSTANCE_ID");

        assertThat(instance.at("/valueFrom/fieldRef/fieldPath").asText()).isEqualTo("metadata.name");
        assertThat(variable("KAFKA_SESSION_TIMEOUT_MS").path("value").asInt())
                .isGreaterThan(1000 * pod.path("terminationGracePeriodSeconds").asInt());
    }

    @Test
    void shouldBeGivenTheTimeThatItTakesToStop() {
        assertThat(pod.path("terminationGracePeriodSeconds").asLong()).isGreaterThan(StreamApp.CLOSE_TIME.toSeconds());
        assertThat(container.has("lifecycle")).isFalse();
    }

    @Test
    void shouldRunWithoutPrivileges() {
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
    }

    @Test
    void shouldNotBeKilledForBeingUnready() {
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/startup");
        assertThat(container.at("/ports/0/containerPort").asText())
                .isEqualTo(value(literals("base"), "EDDY_ADMIN_PORT"));
        assertThat(value(literals("base"), "EDDY_ADMIN_HOST")).isEqualTo("0.0.0.0");
    }

    @Test
    void shouldRunTheImagesThatTheBuildMakes() throws IOException {
        String user = pod.at("/securityContext/runAsUser").asText() + ":"
                + pod.at("/securityContext/runAsGroup").asText();

        assertThat(Files.readString(ROOT.resolve("stream-app/pom.xml")))
                .contains("<image>" + image("cpu") + "</image>", "<user>" + user + "</user>");
        assertThat(Files.readString(ROOT.resolve("stream-app/Dockerfile.gpu")))
                .contains("-t " + image("gpu") + " ", "USER " + user + "\n");
        assertThat(container.has("command")).isFalse();
    }

    private static String image(String overlay) {
        return Kustomization.only(Kustomization.of(ROOT.resolve("k8s/overlays/" + overlay)), "StatefulSet")
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }

    @Test
    void shouldAskForAGpuInOneOverlayOnly() {
        JsonNode gpu = read("k8s/overlays/gpu/kustomization.yaml");

        assertThat(gpu.at("/patches/0/patch").asText()).contains("nvidia.com~1gpu");
        assertThat(value(literals("overlays/gpu"), "EDDY_DEVICE")).isEqualTo("cuda");
        assertThat(value(literals("base"), "EDDY_DEVICE")).isEqualTo("cpu");
    }

    private static List<String> literals(String folder) {
        List<String> literals = new ArrayList<>();
        read("k8s/" + folder + "/kustomization.yaml")
                .at("/configMapGenerator/0/literals")
                .forEach(literal -> literals.add(literal.asText()));
        return literals;
    }

    private static String value(List<String> literals, String name) {
        return literals.stream()
                .filter(literal -> literal.startsWith(name + "="))
                .map(literal -> literal.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode mount(String path) {
        return find(container.path("volumeMounts"), "mountPath", path);
    }

    private JsonNode variable(String name) {
        return find(container.path("env"), "name", name);
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        for (JsonNode each : list) {
            if (each.path(field).asText().equals(value)) {
                return each;
            }
        }
        throw new AssertionError("nothing has " + field + " " + value);
    }

    private static JsonNode read(String file) {
        try {
            return YAML.readTree(ROOT.resolve(file).toFile());
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }
}
