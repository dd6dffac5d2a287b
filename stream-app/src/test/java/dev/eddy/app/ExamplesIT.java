package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Outputs;
import dev.eddy.event.Prediction;
import dev.eddy.inference.CatchUp;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.inference.Probe;
import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.topology.TopologyHarness;
import dev.eddy.topology.TopologySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws 8 and 10 for every kind of model that the trainer makes: the stream says what `eddy score` says, bit for bit, or
 * nearly so where keys catch up.
 */
class ExamplesIT {

    @TempDir
    private Path stateDir;

    static List<String> names() throws IOException {
        return Trained.examples();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldPredictInTheStreamAsOffline(String name) throws IOException {
        Example example = Example.of(name);

        Map<String, List<Prediction>> streamed = stream(example, 2, 1);

        assertThat(streamed).isEqualTo(Deployment.offline(example.file, example.recordings));
        assertThat(streamed).hasSameSizeAs(example.recordings);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldPredictNearlyTheSameWhenKeysCatchUp(String name) throws IOException {
        Example example = Example.of(name);

        Map<String, List<Prediction>> streamed = stream(example, 20, 8);

        Map<String, List<Prediction>> offline = Deployment.offline(example.file, example.recordings);
        double off = 0;
        assertThat(streamed.keySet()).isEqualTo(offline.keySet());
        for (Map.Entry<String, List<Prediction>> key : offline.entrySet()) {
            off = Math.max(off, difference(streamed.getOrDefault(key.getKey(), List.of()), key.getValue()));
        }
        System.out.printf("catch-up %s: off by %.2g at most%n", name, off);
        assertThat(off).isLessThan(CatchUp.TOLERANCE);
    }

    /** In all but the outputs the predictions are the same. */
    private static double difference(List<Prediction> some, List<Prediction> others) {
        assertThat(some)
                .map(ExamplesIT::place)
                .isEqualTo(others.stream().map(ExamplesIT::place).toList());
        double off = 0;
        for (int i = 0; i < some.size(); i++) {
            off = Math.max(off, Probe.distance(Outputs.of(others.get(i)), Outputs.of(some.get(i))));
        }
        return off;
    }

    private static List<Object> place(Prediction it) {
        return List.of(
                it.getEpoch(),
                it.getStep(),
                it.getWindowStart(),
                it.getWindowEnd(),
                it.getFlags(),
                it.getBegan(),
                it.getValues().remaining());
    }

    /** A trained model and what it can hear. */
    private record Example(ModelFile file, List<Recording> recordings) {

        static Example of(String name) throws IOException {
            Trained trained = Trained.example(name);
            ModelFile file = ModelFile.read(trained.model(), Optional.empty());
            return new Example(
                    file, inputs(trained.recordings(), file.manifest().signal()));
        }
    }

    /** In pieces of up to some windows. */
    private Map<String, List<Prediction>> stream(Example example, int windows, int catchUp) {
        int longest = windows * example.file.manifest().window().length();
        List<Deployment.Piece> pieces = Deployment.pieces(example.recordings, longest, 17);
        Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
        OnnxModel model = OnnxModel.open(example.file, Device.CPU);
        try (TopologyHarness harness = new TopologyHarness(model, TopologySettings.usual(), stateDir, catchUp)) {
            pieces.forEach(piece -> harness.send(piece.recording().key(), piece.samples()));
            harness.predictions().forEach(it -> predictions
                    .computeIfAbsent(it.key(), key -> new ArrayList<>())
                    .add(it.value()));
            assertThat(harness.deadLetters()).isEmpty();
        }
        return predictions;
    }

    /** Without the columns behind the channels, which hold what is to be predicted. */
    private static List<Recording> inputs(List<Recording> recordings, SignalSpec signal) {
        return recordings.stream().map(it -> input(it, signal)).toList();
    }

    private static Recording input(Recording recording, SignalSpec signal) {
        int columns = recording.signal().channels();
        float[] values = new float[recording.length() * signal.channels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = recording.values()[i / signal.channels() * columns + i % signal.channels()];
        }
        return new Recording(
                recording.key(),
                recording.startMicros(),
                new SignalSpec(signal.channels(), recording.signal().sampleRate()),
                values);
    }
}
