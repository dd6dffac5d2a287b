package dev.eddy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {

    private static final Path K8S = Path.of("..", "k8s");
    private static final Pattern HASH = Pattern.compile("\"stream-app-[a-z0-9]{10}\"");

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "production"})
    void shouldSayNothingThatTheApiDoesNotKnow(String overlay) {
        assertThat(Kustomization.of(K8S.resolve("overlays").resolve(overlay)))
                .hasSizeGreaterThan(3)
                .allSatisfy(object -> assertThat(ApiSchema.complaint(object)).isEmpty());
    }

    @Test
    void shouldShowSecretsThatTheApiWouldTake() {
        assertThat(secrets()).hasSize(3).allSatisfy(secret -> assertThat(ApiSchema.complaint(secret))
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            StatefulSet,         /spec,                            replica,          2,          is not defined
            StatefulSet,         /spec,                            replicas,         '"2"',      would be understood as
            StatefulSet,         /spec/template/spec,              hostnetwork,      true,       is not defined
            StatefulSet,         /spec/template/spec/containers/0, envfrom,          '[]',       is not defined
            StatefulSet,         /spec/template/spec/containers/0/env/1, value,      90000,      would be understood as
            StatefulSet,         /spec/template/spec/containers/0/ports/0, containerPort, '"admin"', NumberFormatException
            StatefulSet,         /spec/template/spec/containers/0/readinessProbe, periodSecond, 5, is not defined
            Service,             /spec/ports/0,                    nodePorts,        1,          is not defined
            ConfigMap,           /data,                            EDDY_THREADS,     2,          would be understood as
            PodDisruptionBudget, /spec,                            maxUnavailables,  1,          is not defined
            NetworkPolicy,       /spec/egress/1/ports/0,           ports,            9092,       is not defined
            ServiceMonitor,      /spec/endpoints/0,                intervall,        '"15s"',    is no field
            ScaledObject,        /spec,                            maxReplicas,      8,          is no field
            ScaledObject,        /spec/triggers/0/metadata,        lagThreshold,     5000,       would be understood as
            """)
    void shouldFindWhatIsWrong(String kind, String place, String field, String value, String complaint)
            throws IOException {
        ObjectNode object = Kustomization.only(Kustomization.of(K8S.resolve("overlays/production")), kind);
        ((ObjectNode) object.at(place)).set(field, Kustomization.YAML.readTree(value));

        assertThat(ApiSchema.complaint(object))
                .hasValueSatisfying(it -> assertThat(it).contains(complaint));
    }

    @Test
    void shouldMissWhatIsRequired() {
        ObjectNode set = Kustomization.only(Kustomization.of(K8S.resolve("base")), "StatefulSet");
        ((ObjectNode) set.path("spec")).remove("selector");

        assertThat(ApiSchema.complaint(set))
                .hasValueSatisfying(it -> assertThat(it).contains("selector"));
    }

    @Test
    void shouldRefuseAnOlderVersionOfAKind() {
        ObjectNode set = Kustomization.only(Kustomization.of(K8S.resolve("base")), "StatefulSet");
        set.put("apiVersion", "apps/v1beta1");

        assertThat(ApiSchema.complaint(set)).contains("apps/v1beta1 StatefulSet is no known kind");
    }

    @Test
    void shouldSelectWhatIsThere() {
        List<ObjectNode> objects = Kustomization.of(K8S.resolve("overlays/production"));
        JsonNode pods = Kustomization.only(objects, "StatefulSet").at("/spec/template/metadata/labels");
        JsonNode service = Kustomization.only(objects, "Service").at("/metadata/labels");

        assertThat(pods).isEqualTo(Kustomization.only(objects, "StatefulSet").at("/spec/selector/matchLabels"));
        assertThat(pods).isEqualTo(Kustomization.only(objects, "Service").at("/spec/selector"));
        assertThat(pods)
                .isEqualTo(Kustomization.only(objects, "PodDisruptionBudget").at("/spec/selector/matchLabels"));
        assertThat(pods)
                .containsAll(Kustomization.only(objects, "NetworkPolicy").at("/spec/podSelector/matchLabels"));
        assertThat(service)
                .containsAll(Kustomization.only(objects, "ServiceMonitor").at("/spec/selector/matchLabels"));
        assertThat(service.path(Kustomization.only(objects, "ServiceMonitor")
                                .at("/spec/jobLabel")
                                .asText())
                        .asText())
                .isEqualTo("eddy");
    }

    @Test
    void shouldScaleByTheLagOfThisAppAndNeverBeyondThePartitions() {
        List<ObjectNode> objects = Kustomization.of(K8S.resolve("overlays/production"));
        JsonNode set = Kustomization.only(objects, "StatefulSet");
        JsonNode map = Kustomization.only(objects, "ConfigMap").path("data");
        JsonNode scaling = Kustomization.only(objects, "ScaledObject").path("spec");
        JsonNode trigger = scaling.at("/triggers/0/metadata");

        assertThat(set.path("spec").has("replicas")).isFalse();
        assertThat(scaling.at("/scaleTargetRef/name")).isEqualTo(set.at("/metadata/name"));
        assertThat(scaling.path("maxReplicaCount").asInt())
                .isLessThanOrEqualTo(
                        set.at("/metadata/annotations/eddy~1partitions").asInt());
        assertThat(scaling.path("minReplicaCount").asInt())
                .isGreaterThan(map.path("KAFKA_NUM_STANDBY_REPLICAS").asInt());
        assertThat(trigger.path("consumerGroup")).isEqualTo(map.path("EDDY_APPLICATION_ID"));
        assertThat(trigger.path("bootstrapServers")).isEqualTo(map.path("EDDY_BOOTSTRAP_SERVERS"));
    }

    @Test
    void shouldTakeCredentialsFromSecretsAlone() {
        List<ObjectNode> objects = Kustomization.of(K8S.resolve("overlays/production"));
        JsonNode map = Kustomization.only(objects, "ConfigMap").path("data");
        JsonNode pod = Kustomization.only(objects, "StatefulSet").at("/spec/template/spec");
        JsonNode trust = pod.path("volumes").path(pod.path("volumes").size() - 1);
        JsonNode mount = pod.at("/containers/0/volumeMounts")
                .path(pod.at("/containers/0/volumeMounts").size() - 1);

        assertThat(pod.at("/containers/0/envFrom/1/secretRef/optional").asBoolean(true))
                .isFalse();
        assertThat(trust.path("name")).isEqualTo(mount.path("name"));
        assertThat(map.path("KAFKA_SSL_TRUSTSTORE_LOCATION").asText())
                .isEqualTo(mount.path("mountPath").asText() + "/"
                        + trustedFile(trust.at("/secret/secretName").asText()));
        assertThat(objects).noneMatch(object -> object.path("kind").asText().equals("Secret"));
        assertThat(map.toString()).doesNotContainIgnoringCase("password").doesNotContain("JAAS", "USER_INFO");
    }

    private static String trustedFile(String secret) {
        return secrets().stream()
                .filter(each -> each.at("/metadata/name").asText().equals(secret))
                .map(each -> each.path("stringData").fieldNames().next())
                .findFirst()
                .orElseThrow();
    }

    private static List<ObjectNode> secrets() {
        return Kustomization.documents(K8S.resolve("components/kafka-security/secrets.example.yaml"));
    }

    /** Where kubectl is installed, it must make the same of our folders as our reading does. */
    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "production"})
    void shouldBeReadHereAsKustomizeReadsIt(String overlay) throws IOException {
        Optional<Path> kubectl = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(kubectl.isPresent(), "there is no kubectl on the PATH");
        Path folder = K8S.resolve("overlays").resolve(overlay);
        Process kustomize = new ProcessBuilder(kubectl.get().toString(), "kustomize", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ObjectNode> theirs;
        try (InputStream yaml = kustomize.getInputStream()) {
            theirs = Kustomization.YAML
                    .readerFor(ObjectNode.class)
                    .<ObjectNode>readValues(yaml)
                    .readAll();
        }

        assertThat(theirs.stream()
                        .map(object -> HASH.matcher(object.toString()).replaceAll("\"stream-app\""))
                        .map(ManifestsTest::tree))
                .containsExactlyInAnyOrderElementsOf(Kustomization.of(folder).stream()
                        .map(object -> tree(object.toString()))
                        .toList());
    }

    private static JsonNode tree(String json) {
        try {
            return Kustomization.YAML.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }
}
