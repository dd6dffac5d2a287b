package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The logarithm of the energy of audio in bands that are as wide as the ear hears them.
 *
 * @param framing how the audio is cut
 * @param bands how many bands go out
 * @param low lower edge of the lowest band (Hz); the highest one ends at half the sample rate
 */
record LogMel(Framing framing, int bands, double low) implements LayerSpec {

    static LogMel read(Fields fields) {
        return new LogMel(Framing.read(fields), fields.integer("bands", 1, 512), fields.number("low", 0, 1e6, 20));
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return new FrameShape(bands, framing.perStep("logMel", in, problems));
    }

    @Override
    public Layer build(Place place) {
        MelFilters filters = new MelFilters(framing.fft(), bands, low, place.sampleRate());
        return new Built(this, new PowerSpectrum(framing, place), filters.energyToBands());
    }

    private record Built(LogMel spec, PowerSpectrum power, float[] mel) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor weights = Tensor.create(mel, spec.bands, spec.framing.lines(), 1);
            return PowerSpectrum.log(torch.conv1d(power.of(x), weights));
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String weights = nodes.exactFloats(mel, spec.bands, spec.framing.lines(), 1);
            return PowerSpectrum.log(nodes, nodes.op("Conv", List.of(power.of(graph, x), weights)));
        }
    }
}
