package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Prediction;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
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

/** Laws 8 and 10 for every kind of model that the trainer makes: the stream says what `eddy score` says, bit for bit. */
class ExamplesIT {

    @TempDir
    private Path stateDir;

    static List<String> names() throws IOException {
        return Trained.examples();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldPredictInTheStreamAsOffline(String name) throws IOException {
        Trained example = Trained.example(name);
        ModelFile file = ModelFile.read(example.model(), Optional.empty());
        List<Recording> recordings =
                inputs(example.recordings(), file.manifest().signal());
        int longest = 2 * file.manifest().window().length();

        Map<String, List<Prediction>> streamed = stream(file, Deployment.pieces(recordings, longest, 17));

        assertThat(streamed).isEqualTo(Deployment.offline(example.model(), recordings));
        assertThat(streamed).hasSameSizeAs(recordings);
    }

    private Map<String, List<Prediction>> stream(ModelFile file, List<Deployment.Piece> pieces) {
        Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
        OnnxModel model = OnnxModel.open(file, Device.CPU);
        try (TopologyHarness harness = new TopologyHarness(model, TopologySettings.usual(), stateDir)) {
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
