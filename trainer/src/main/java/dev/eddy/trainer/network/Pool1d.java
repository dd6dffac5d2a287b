package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The greatest of every few frames.
 *
 * @param size frames that become one; divides the frames of a step
 */
record Pool1d(int size) implements LayerSpec {

    static Pool1d read(Fields fields) {
        return new Pool1d(fields.integer("size", 1, 65536));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        problems.require(
                in.perStep() % size == 0,
                "network: pool1d.size %d must divide the %d frames of a step; choose window.length as a multiple of all strides"
                        .formatted(size, in.perStep()));
        return new FrameShape(in.channels(), Math.max(1, in.perStep() / size));
    }

    @Override
    public Layer build(Place place) {
        return new Layer() {
            @Override
            public Tensor forward(Tensor x, boolean training) {
                return torch.max_pool1d(x, size);
            }

            @Override
            public String export(StreamGraph graph, String x) {
                return graph.nodes()
                        .op(
                                "MaxPool",
                                List.of(x),
                                Attribute.ofAll("kernel_shape", size),
                                Attribute.ofAll("strides", size));
            }
        };
    }
}
