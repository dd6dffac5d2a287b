package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.StreamGraph;
import org.bytedeco.pytorch.Tensor;

/**
 * The logarithm of the energy of audio in every line of its Fourier transform, {@code fft / 2 + 1} of them.
 *
 * @param framing how the audio is cut
 */
record Spectrogram(Framing framing) implements LayerSpec {

    static Spectrogram read(Fields fields) {
        return new Spectrogram(Framing.read(fields));
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return new FrameShape(framing.lines(), framing.perStep("spectrogram", in, problems));
    }

    @Override
    public Layer build(Place place) {
        return new Built(new PowerSpectrum(framing, place));
    }

    private record Built(PowerSpectrum power) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return PowerSpectrum.log(power.of(x));
        }

        @Override
        public String export(StreamGraph graph, String x) {
            return PowerSpectrum.log(graph.nodes(), power.of(graph, x));
        }
    }
}
