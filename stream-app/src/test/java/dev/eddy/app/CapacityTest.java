package dev.eddy.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.HotSpotDiagnosticMXBean;
import dev.eddy.kubernetes.Kustomization;
import dev.eddy.model.ModelManifest;
import dev.eddy.serving.AppSettings;
import dev.eddy.serving.PipelineSettings;
import dev.eddy.topology.StoreMemory;
import dev.eddy.topology.TopologySettings.Bounds;
import io.kubernetes.client.custom.Quantity;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Whether the memory of a pod is enough for what its settings let the app take, when one pod has every partition. */
class CapacityTest {

    private static final Path K8S = Path.of("..", "k8s");
    private static final double MIB = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "production"})
    void shouldLeaveAQuarterOfTheMemoryToTheModelWhenOnePodHasAllPartitions(String overlay) throws Exception {
        Pod pod = new Pod(Kustomization.of(K8S.resolve("overlays").resolve(overlay)));
        double heap = pod.memory() * pod.heapShare();
        double rocksDb = pod.stateMemory();
        double rest = pod.memory() - heap - rocksDb - codeCache();

        String row = Stream.of(pod.memory(), heap, rocksDb, codeCache(), rest, pod.onHeap())
                .map(bytes -> String.format(Locale.ROOT, " %.0f |", bytes / MIB))
                .collect(Collectors.joining());
        assertThat(Files.readString(K8S.resolve("README.md"))).contains("| " + overlay + " |" + row);
        assertThat(pod.onHeap()).isLessThan(heap);
        assertThat(rest).isGreaterThan(pod.memory() / 4);
    }

    private static double codeCache() {
        return Double.parseDouble(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("ReservedCodeCacheSize")
                .getValue());
    }

    private record Pod(List<ObjectNode> objects) {

        private JsonNode set() {
            return Kustomization.only(objects, "StatefulSet");
        }

        double memory() {
            String limit = set().at("/spec/template/spec/containers/0/resources/limits/memory")
                    .asText();
            return Quantity.fromString(limit).getNumber().doubleValue();
        }

        double heapShare() {
            String flag = requireNonNull(
                    Kustomization.environment(objects, "stream-app-0").get("JAVA_TOOL_OPTIONS"));
            return Double.parseDouble(flag.substring(flag.indexOf("MaxRAMPercentage=") + "MaxRAMPercentage=".length()))
                    / 100;
        }

        int partitions() {
            return set().at("/metadata/annotations/eddy~1partitions").asInt();
        }

        double stateMemory() {
            Object bytes = settings().kafka().get(StoreMemory.BYTES);
            return ((Number) requireNonNull(bytes)).doubleValue();
        }

        /** Decoded keys, windows that wait, what Kafka's clients buffer; bytes. */
        double onHeap() {
            AppSettings settings = settings();
            PipelineSettings pipeline = settings.pipelines().get(0);
            Bounds bounds = pipeline.topics().bounds();
            ModelManifest model = pipeline.file().manifest();
            double window = 4.0 * model.signal().channels() * model.window().length();
            double key = 2 * window + 4.0 * model.initialState().length;
            int threads = new StreamsConfig(settings.kafka()).getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
            return partitions() * (bounds.liveKeys() * key + bounds.pendingWindows() * (window + key))
                    + threads * (2.0 * ConsumerConfig.DEFAULT_FETCH_MAX_BYTES + producerBuffer());
        }

        private AppSettings settings() {
            CommandLine eddy = CommandTree.of(Surroundings.of(Kustomization.environment(objects, "stream-app-0")));
            eddy.parseArgs("run", "--model", "src/main/resources/dev/eddy/app/vibration.onnx");
            RunCommand run = requireNonNull(eddy.getSubcommands().get("run")).getCommand();
            return run.settings();
        }

        private static double producerBuffer() {
            Object size = ProducerConfig.configDef().defaultValues().get(ProducerConfig.BUFFER_MEMORY_CONFIG);
            return ((Number) requireNonNull(size)).doubleValue();
        }
    }
}
