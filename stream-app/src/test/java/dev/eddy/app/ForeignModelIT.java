package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.eddy.event.Outputs;
import dev.eddy.event.Prediction;
import dev.eddy.inference.Device;
import dev.eddy.inference.GpuUse;
import dev.eddy.inference.GraphDescription;
import dev.eddy.inference.ManifestProposal;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.Placement;
import dev.eddy.inference.SequenceModel;
import dev.eddy.model.ModelManifest;
import dev.eddy.offline.OfflineScorer;
import dev.eddy.recording.Recording;
import dev.eddy.topology.TopologyHarness;
import dev.eddy.topology.TopologySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that others published, served as they are with a manifest beside them: hidden states with the batch on their second
 * axis, a constant of whole numbers, windows that overlap and begin with zeros.
 */
class ForeignModelIT {

    private static final float TOLERANCE = 1e-5f;

    @TempDir
    private Path folder;

    static List<VoiceDetector> detectors() {
        return VoiceDetector.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("detectors")
    void shouldSayWhatItsMakersWouldHear(VoiceDetector detector) throws Exception {
        ModelFile file = ModelFile.read(detector.model(), Optional.of(detector.sidecar()));
        List<Conversation> conversations = Conversation.all(folder);
        List<Recording> recordings =
                conversations.stream().map(Conversation::recording).toList();

        Map<String, List<Prediction>> streamed = streamed(file, recordings);

        assertThat(streamed).isEqualTo(offline(file, recordings));
        assertThat(streamed).hasSameSizeAs(conversations);
        float off = 0;
        try (OrtSession session =
                OrtEnvironment.getEnvironment().createSession(file.graph(), new OrtSession.SessionOptions())) {
            for (Recording each : recordings) {
                off = Math.max(
                        off,
                        distance(
                                streamed.getOrDefault(each.key(), List.of()),
                                detector.probabilities(session, each.values())));
            }
        }
        float spoken = mean(conversations, streamed, Conversation::spoken);
        float silent = mean(conversations, streamed, Conversation::silent);
        System.out.printf(
                "%s: %d windows of %d keys, off a plain loop by %s; speech %.3f, silence %.3f%n",
                detector, streamed.values().stream().mapToInt(List::size).sum(), streamed.size(), off, spoken, silent);
        assertThat(off).isLessThanOrEqualTo(TOLERANCE);
        assertThat(spoken).isGreaterThan(silent + 0.5f);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("detectors")
    void shouldBeDescribedAsItIsServed(VoiceDetector detector) throws Exception {
        ModelFile file = ModelFile.read(detector.model(), Optional.of(detector.sidecar()));
        ModelManifest manifest = file.manifest();
        ManifestProposal.Known known = new ManifestProposal.Known(
                manifest.name(), VoiceDetector.RATE, detector.context() + VoiceDetector.HOP, VoiceDetector.HOP);

        ModelManifest proposed = ManifestProposal.of(GraphDescription.of(file.graph(), "it"), known)
                .manifest();

        assertThat(proposed)
                .usingRecursiveComparison()
                .ignoringFields("version", "outputs")
                .isEqualTo(manifest);
        assertThat(proposed.outputs().get(0).tensor())
                .isEqualTo(manifest.outputs().get(0).tensor());
    }

    private Map<String, List<Prediction>> streamed(ModelFile file, List<Recording> recordings) {
        Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
        SequenceModel model = usual(file);
        try (TopologyHarness harness = new TopologyHarness(model, TopologySettings.usual(), folder.resolve("state"))) {
            Deployment.pieces(recordings, 4000, 17)
                    .forEach(piece -> harness.send(piece.recording().key(), piece.samples()));
            harness.predictions().forEach(it -> predictions
                    .computeIfAbsent(it.key(), key -> new ArrayList<>())
                    .add(it.value()));
            assertThat(harness.deadLetters()).isEmpty();
        }
        return predictions;
    }

    /** All keys in one batch. */
    private static Map<String, List<Prediction>> offline(ModelFile file, List<Recording> recordings) {
        Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
        try (SequenceModel model = usual(file)) {
            new OfflineScorer(model, recordings.size()).score(recordings, scored -> predictions
                    .computeIfAbsent(scored.key(), key -> new ArrayList<>())
                    .add(scored.prediction()));
        }
        return predictions;
    }

    /** As every command opens it. */
    private static SequenceModel usual(ModelFile file) {
        return new Placement(Device.CPU, Optional.empty(), 64, GpuUse.DEFAULT).open(file);
    }

    private static float distance(List<Prediction> predictions, float[] plain) {
        assertThat(predictions).hasSize(plain.length);
        float most = 0;
        for (int i = 0; i < plain.length; i++) {
            most = Math.max(most, Math.abs(Outputs.of(predictions.get(i))[0] - plain[i]));
        }
        return most;
    }

    private static float mean(
            List<Conversation> conversations,
            Map<String, List<Prediction>> predictions,
            Function<Conversation, List<Integer>> windows) {
        double sum = 0;
        int count = 0;
        for (Conversation each : conversations) {
            List<Prediction> all = predictions.getOrDefault(each.recording().key(), List.of());
            for (int window : windows.apply(each)) {
                sum += Outputs.of(all.get(window))[0];
                count++;
            }
        }
        return (float) (sum / count);
    }
}
