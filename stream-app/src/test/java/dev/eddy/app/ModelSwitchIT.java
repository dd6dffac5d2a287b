package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.eddy.cluster.TopicReader;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.OnnxModel;
import dev.eddy.local.JavaProcess;
import dev.eddy.model.ManifestJson;
import dev.eddy.recording.Recording;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.KeyState;
import dev.eddy.source.SignalProducer;
import dev.eddy.topology.SwitchReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that take over from another while the real app runs, is killed, and is not there: what is committed is what the same switches give without Kafka. */
class ModelSwitchIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final int KEYS = 6;

    @TempDir
    private Path folder;

    private final Map<ModelId, OnnxModel> models = new LinkedHashMap<>();

    @AfterEach
    void close() {
        models.values().forEach(OnnxModel::close);
    }

    @Test
    void shouldPredictAsTheSameSwitchesDoOfflineThoughItIsKilled() throws Exception {
        Cluster cluster = Cluster.shared();
        Path first = model("1", 1);
        Deployment pipeline = new Deployment("switched", first, cluster, folder);
        List<Deployment.Piece> pieces = Deployment.pieces(recordings(), 300, 5);
        publish(cluster, model("2", 1.5f));

        try (SignalProducer producer = pipeline.producer()) {
            publish(cluster, model("3", 0.5f));
            try (JavaProcess app = start(pipeline)) {
                send(producer, pieces, 0);
                models(cluster, pipeline, "promote", "vibration", "2", "--policy=carry");
                tryHalf(cluster, pipeline, "3");
                send(producer, pieces, 1);
                app.awaitLine(" is tried: ", START);
                models(cluster, pipeline, "promote", "vibration", "3");
                app.kill();
            }
            send(producer, pieces, 2);
            models(cluster, pipeline, "rollback", "vibration", "--policy=replay:1h");
            send(producer, pieces, 3);
            models(cluster, pipeline, "promote", "vibration", "3", "--policy=dual-run:1h", "--agree-within=1");
            send(producer, pieces, 4);
            try (JavaProcess survivor = start(pipeline)) {
                Map<Integer, SwitchReference> partitions = reference(cluster, pipeline);
                Map<String, List<Prediction>> expected = all(partitions, SwitchReference::predictions);
                assertThat(versions(expected)).containsExactly("1", "2", "3");

                assertThat(pipeline.committed(count(expected))).isEqualTo(expected);
                Map<String, List<Prediction>> shadowed = all(partitions, SwitchReference::shadowed);
                assertThat(versions(shadowed)).containsExactly("3");
                assertThat(pipeline.committed(pipeline.predictions() + ".shadow", count(shadowed)))
                        .isEqualTo(shadowed);
                assertThat(survivor.alive()).isTrue();
                lookInside(cluster, pipeline, partitions);
            }
        }
    }

    /** Nothing but the promotion ends it, however busy the machine is. */
    private static void tryHalf(Cluster cluster, Deployment pipeline, String version) {
        models(
                cluster,
                pipeline,
                "shadow",
                "vibration",
                version,
                "--share=0.5",
                "--max-latency=60s",
                "--predictions=" + pipeline.predictions());
    }

    private JavaProcess start(Deployment pipeline) {
        JavaProcess app = pipeline.startApp("--model-topic=switched-models");
        app.awaitLine("is RUNNING", START);
        return app;
    }

    private static void send(SignalProducer producer, List<Deployment.Piece> pieces, int fifth) {
        pieces.subList(pieces.size() * fifth / 5, pieces.size() * (fifth + 1) / 5)
                .forEach(piece -> Deployment.send(producer, piece, Encoding.F32LE));
        producer.flush();
    }

    private void publish(Cluster cluster, Path model, String... more) {
        List<String> args = new ArrayList<>(List.of("publish", model.toString()));
        args.addAll(List.of(more));
        models(cluster, args);
    }

    private static void models(Cluster cluster, Deployment pipeline, String... words) {
        List<String> args = new ArrayList<>(List.of(words));
        args.add("--signals=" + pipeline.signals());
        models(cluster, args);
    }

    private static void models(Cluster cluster, List<String> words) {
        List<String> args = new ArrayList<>(List.of("models"));
        args.addAll(words);
        args.add("--bootstrap-servers=" + cluster.target().bootstrapServers());
        args.add("--model-topic=switched-models");
        Said said = Said.by(Map.of(), args.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    /** The shipped model under another version, and its weights times a factor. */
    private Path model(String version, float factor) throws IOException {
        ModelFile shipped = ModelFile.of(ShippedModel.vibration());
        ModelProto.Builder graph = ModelProto.parseFrom(shipped.graph()).toBuilder();
        for (TensorProto.Builder weight : graph.getGraphBuilder().getInitializerBuilderList()) {
            scale(weight, factor);
        }
        String manifest = ManifestJson.write(shipped.manifest())
                .replaceFirst("\"version\" : \"[^\"]*\"", "\"version\" : \"" + version + "\"");
        graph.getMetadataPropsBuilderList().stream()
                .filter(it -> it.getKey().equals("eddy.manifest"))
                .forEach(it -> it.setValue(manifest));
        Path file = Files.write(
                folder.resolve("vibration-" + version + ".onnx"), graph.build().toByteArray());
        ModelFile read = ModelFile.of(Files.readAllBytes(file));
        models.put(read.id(), OnnxModel.open(read, Device.CPU));
        return file;
    }

    private static void scale(TensorProto.Builder weight, float factor) {
        if (weight.getDataType() == TensorProto.DataType.FLOAT_VALUE && weight.getDimsCount() > 1) {
            ByteBuffer raw = ByteBuffer.wrap(weight.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < raw.capacity(); at += Float.BYTES) {
                raw.putFloat(at, raw.getFloat(at) * factor);
            }
            if (raw.capacity() > 0) {
                weight.setRawData(ByteString.copyFrom(raw.array()));
            }
            for (int i = 0; i < weight.getFloatDataCount(); i++) {
                weight.setFloatData(i, weight.getFloatData(i) * factor);
            }
        }
    }

    private static List<Recording> recordings() {
        List<Recording> recordings = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            float[] values = new VibrationMachine(key).next(24_000).values();
            recordings.add(new Recording("pump-" + key, 5_000_000, VibrationMachine.SIGNAL, values));
        }
        return recordings;
    }

    /** Every partition on its own, record by record. */
    private Map<Integer, SwitchReference> reference(Cluster cluster, Deployment pipeline) {
        Map<Integer, SwitchReference> partitions = new HashMap<>();
        ModelId first = models.keySet().iterator().next();
        EventSerde<SignalChunk> chunks =
                EventSerde.of(SignalChunk.class, cluster.target().registry());
        SampleCodec codec = new SampleCodec(VibrationMachine.SIGNAL, 1 << 20);
        try (TopicReader<byte[]> reader =
                new TopicReader<>(cluster.target(), pipeline.signals(), new ByteArrayDeserializer(), complaint -> {})) {
            reader.begin(true);
            reader.readWhatIsThere(record -> {
                SwitchReference reference =
                        partitions.computeIfAbsent(record.partition(), it -> new SwitchReference(models, first));
                if (Tryout.isIn(record.headers())) {
                    reference.take(Tryout.read(record.value()));
                } else if (Switch.isIn(record.headers())) {
                    reference.take(Switch.read(record.value()));
                } else {
                    take(reference, record, codec, chunks);
                }
                return true;
            });
        }
        chunks.close();
        return partitions;
    }

    private static Map<String, List<Prediction>> all(
            Map<Integer, SwitchReference> partitions, Function<SwitchReference, Map<String, List<Prediction>>> which) {
        Map<String, List<Prediction>> all = new LinkedHashMap<>();
        partitions.values().forEach(it -> all.putAll(which.apply(it)));
        return all;
    }

    /** A key of each of some partitions, as it is stored: without a model, since others were promoted. */
    private static void lookInside(Cluster cluster, Deployment pipeline, Map<Integer, SwitchReference> partitions)
            throws IOException {
        List<Integer> some = partitions.keySet().stream()
                .filter(it ->
                        !Objects.requireNonNull(partitions.get(it)).states().isEmpty())
                .limit(2)
                .toList();
        assertThat(some).hasSize(2);
        for (int partition : some) {
            Map<String, KeyState> states =
                    Objects.requireNonNull(partitions.get(partition)).states();
            String key = states.keySet().iterator().next();
            KeyState expected = Objects.requireNonNull(states.get(key));
            JsonNode found = inspected(cluster, pipeline, key);
            assertThat(found.at("/partition").asInt()).isEqualTo(partition);
            assertThat(found.at("/model/version").asText()).isEqualTo("2");
            assertThat(found.at("/place/nextStep").asLong())
                    .isEqualTo(expected.place().step());
            List<Float> hidden = new ArrayList<>();
            found.at("/hidden").forEach(it -> it.get("values").forEach(value -> hidden.add(value.floatValue())));
            assertThat(hidden).hasSize(expected.hidden().length);
            for (int i = 0; i < expected.hidden().length; i++) {
                assertThat(hidden.get(i)).isEqualTo(expected.hidden()[i]);
            }
        }
    }

    private static JsonNode inspected(Cluster cluster, Deployment pipeline, String key) throws IOException {
        Said said = Said.by(
                Map.of(),
                "inspect",
                "--json",
                "--key=" + key,
                "--application-id=" + pipeline.name,
                "--predictions=" + pipeline.predictions(),
                "--bootstrap-servers=" + cluster.target().bootstrapServers(),
                "--schema-registry=" + cluster.target().registry().url());
        return new ObjectMapper().readTree(said.text());
    }

    private static void take(
            SwitchReference reference,
            ConsumerRecord<String, byte[]> record,
            SampleCodec codec,
            EventSerde<SignalChunk> chunks) {
        try {
            reference.take(
                    record.key(),
                    codec.decode(chunks.deserializer().deserialize(record.topic(), record.value())),
                    record.timestamp());
        } catch (RuntimeException e) {
            throw new AssertionError("what was sent can be read", e);
        }
    }

    private static Iterable<String> versions(Map<String, List<Prediction>> predictions) {
        Map<String, Boolean> versions = new TreeMap<>();
        predictions.values().forEach(all -> all.forEach(it -> versions.put(it.getModelVersion(), true)));
        return versions.keySet();
    }

    private static long count(Map<String, List<Prediction>> predictions) {
        return predictions.values().stream().mapToLong(List::size).sum();
    }
}
