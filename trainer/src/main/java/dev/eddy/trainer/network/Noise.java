package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.export.StreamGraph;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adds normal noise while fitting; does nothing afterwards.
 *
 * @param deviation of the noise, in units of what comes in
 */
record Noise(double deviation) implements LayerSpec {

    static Noise read(Fields fields) {
        return new Noise(fields.number("deviation", 0, 1e6));
    }

    @Override
    public Layer build(Place place) {
        return new Layer() {
            @Override
            public Tensor forward(Tensor x, Pass pass) {
                return pass.fitting() ? x.add(torch.randn_like(x).mul(new Scalar(deviation))) : x;
            }

            @Override
            public String export(StreamGraph graph, String x) {
                return x;
            }
        };
    }
}
