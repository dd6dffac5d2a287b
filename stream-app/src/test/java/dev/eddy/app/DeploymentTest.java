package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.eddy.kubernetes.Kustomization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
