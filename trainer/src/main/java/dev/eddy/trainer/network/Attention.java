package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Self-attention of every frame over the newest frames since the epoch began, itself among them. As many channels go
 * out as come in, so that {@link Fusion} can add them up. It knows no order but which frames it sees; recurrent or
 * convolutional layers before it do.
 *
 * @param heads how many attend side by side
 * @param size width of the queries, keys and values of each head
 * @param last how many frames are seen; keys and values of all but one are hidden state
 */
record Attention(int heads, int size, int last) implements LayerSpec {

    static Attention read(Fields fields) {
        return new Attention(
                fields.integer("heads", 1, 256, 1), fields.integer("size", 1, 4096), fields.integer("last", 1, 4096));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("attention", in, problems);
        return in;
    }

    @Override
    public Layer build(Place place) {
        int channels = place.in().channels();
        LinearImpl before = new LinearImpl(channels, 3L * width());
        LinearImpl after = new LinearImpl(width(), channels);
        place.root().register_module(place.name() + "_before", before);
        place.root().register_module(place.name() + "_after", after);
        return new Built(this, place, before, after);
    }

    /** A score that has no share in the softmax. */
    static final float UNSEEN = -1e30f;

    /** Channels of all queries, or keys, or values. */
    int width() {
        return heads * size;
    }

    /** What a product of a query and a key is multiplied with. */
    float scale() {
        return (float) (1 / Math.sqrt(size));
    }

    private record Built(Attention spec, Place place, LinearImpl before, LinearImpl after) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor marked = torch.cat(new TensorVector(x, torch.ones_like(x.narrow(1, 0, 1))), 1);
            Tensor joined = pass.memory().context(place.name(), marked, spec.last - 1);
            Tensor parts = before.forward(joined.narrow(1, 0, x.size(1)).transpose(1, 2));
            Tensor scores =
                    heads(parts, 0).matmul(heads(parts, 1).transpose(2, 3)).mul(new Scalar(spec.scale()));
            Tensor hidden = unseen(joined.size(2)).logical_or(beforeEpoch(joined, x.size(1)));
            Tensor shares =
                    scores.masked_fill(hidden, new Scalar(UNSEEN)).softmax(3).narrow(2, spec.last - 1, x.size(2));
            Tensor sums = shares.matmul(heads(parts, 2)).transpose(1, 2).reshape(x.size(0), -1, spec.width());
            return after.forward(sums).transpose(1, 2);
        }

        /** Which frames are none, {@code [batch][1][1][frame]}. */
        private static Tensor beforeEpoch(Tensor joined, long marker) {
            return joined.narrow(1, marker, 1).unsqueeze(1).eq(new Scalar(0f));
        }

        /** Queries, keys or values {@code [batch][head][frame][size]}. */
        private Tensor heads(Tensor parts, int index) {
            return parts.narrow(2, (long) index * spec.width(), spec.width())
                    .reshape(parts.size(0), -1, spec.heads, spec.size)
                    .transpose(1, 2);
        }

        /** Which frame (column) each frame (row) does not see: later ones, and those too long ago. */
        private Tensor unseen(long frames) {
            return torch.ones(frames, frames).tril().triu(1L - spec.last).eq(new Scalar(0f));
        }

        /** Keys and values are carried on with a channel of ones: where it is 0, the epoch had not begun. */
        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            AttentionGraph attention = new AttentionGraph(nodes, spec);
            int width = spec.width();
            List<String> parts = attention.split(Dense.export(nodes, before, x), width, 2L * width);
            String one = nodes.floats(new float[] {1f});
            String marked = nodes.op("Pad", List.of(parts.get(1), nodes.longs(0, 0, 0, 0, 1, 0), one));
            FrameShape cached = new FrameShape(2 * width + 1, place.in().perStep());
            String seen = graph.withContext(place.name(), marked, cached, spec.last - 1);
            return Dense.export(nodes, after, attention.sums(parts.get(0), seen));
        }
    }
}
