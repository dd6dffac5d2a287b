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
 * Makes every few frames one.
 *
 * @param size frames that become one; divides the frames of a step
 * @param kind what becomes of them
 */
record Pool1d(int size, Pooling kind) implements LayerSpec {

    static Pool1d read(Fields fields) {
        return new Pool1d(fields.integer("size", 1, 65536), fields.choice("kind", Pooling.MAX));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("pool1d", in, problems);
        Rules.requireWholeStrides("pool1d.size", size, in, problems);
        return new FrameShape(in.channels(), Math.max(1, in.perStep() / size));
    }

    @Override
    public Layer build(Place place) {
        return new Layer() {
            @Override
            public Tensor forward(Tensor x, Pass pass) {
                return kind == Pooling.MAX ? torch.max_pool1d(x, size) : torch.avg_pool1d(x, size);
            }

            @Override
            public String export(StreamGraph graph, String x) {
                return graph.nodes()
                        .op(
                                kind.operator(),
                                List.of(x),
                                Attribute.ofAll("kernel_shape", size),
                                Attribute.ofAll("strides", size));
            }
        };
    }
}
