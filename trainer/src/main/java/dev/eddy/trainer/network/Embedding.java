package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A vector of its own for each of some codes, say of characters. What comes in is one channel of whole numbers; others
 * are rounded, and codes below 0 or above the last one count as the first or the last one.
 *
 * @param size how many codes there are
 * @param units channels that go out
 */
record Embedding(int size, int units) implements LayerSpec {

    static Embedding read(Fields fields) {
        return new Embedding(fields.integer("size", 2, 1 << 20), fields.integer("units", 1, 65536));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireOneChannel("embedding", in, problems);
        return new FrameShape(units, in.perStep());
    }

    @Override
    public Layer build(Place place) {
        EmbeddingImpl embedding = place.root().register_module(place.name(), new EmbeddingImpl(size, units));
        return new Built(this, embedding);
    }

    private record Built(Embedding spec, EmbeddingImpl embedding) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            ScalarOptional first = new ScalarOptional(new Scalar(0f));
            ScalarOptional last = new ScalarOptional(new Scalar(spec.size - 1f));
            Tensor codes = x.squeeze(1).round().clamp(first, last).toType(torch.ScalarType.Long);
            return embedding.forward(codes).transpose(1, 2);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String rounded = nodes.op("Round", List.of(nodes.op("Squeeze", List.of(x, nodes.longs(1)))));
            String last = nodes.floats(new float[] {spec.size - 1f});
            String clamped = nodes.op("Clip", List.of(rounded, nodes.floats(new float[] {0f}), last));
            String vectors = nodes.floats(Tensors.floats(embedding.weight()), spec.size, spec.units);
            String units = nodes.op("Gather", List.of(vectors, nodes.toInt64(clamped)));
            return nodes.op("Transpose", List.of(units), Attribute.ofAll("perm", 0, 2, 1));
        }
    }
}
