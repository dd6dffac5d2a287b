package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.export.StreamGraph;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Forgets some values while fitting; does nothing afterwards.
 *
 * @param share of the values that is forgotten, 0 to below 1
 */
record Dropout(double share) implements LayerSpec {

    static Dropout read(Fields fields) {
        return new Dropout(fields.number("share", 0, 0.99));
    }

    @Override
    public boolean perFrame() {
        return true;
    }

    @Override
    public Layer build(Place place) {
        return new Layer() {
            @Override
            public Tensor forward(Tensor x, Pass pass) {
                return torch.dropout(x, share, pass.fitting());
            }

            @Override
            public String export(StreamGraph graph, String x) {
                return x;
            }
        };
    }
}
