package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** Takes each step's last frame from all its frames, so that only what happened before it matters, not the level. */
record SubtractLast() implements LayerSpec {

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return in;
    }

    @Override
    public Layer build(Place place) {
        return new Built(place.in().values(), place.in().perStep());
    }

    private record Built(int values, int perStep) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor steps = x.reshape(x.size(0), values, -1, perStep);
            Tensor last = steps.slice(3, new LongOptional(perStep - 1), new LongOptional(), 1);
            return steps.sub(last).reshape(x.size(0), values, -1);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String steps = nodes.op("Reshape", List.of(x, nodes.longs(0, 0, -1, perStep)));
            String last = nodes.op(
                    "Slice", List.of(steps, nodes.longs(perStep - 1), nodes.longs(Long.MAX_VALUE), nodes.longs(3)));
            String centred = nodes.op("Sub", List.of(steps, last));
            return nodes.op("Reshape", List.of(centred, nodes.longs(0, 0, -1)));
        }
    }
}
