package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Brings every channel to mean 0 and deviation 1 of the training data, with constants that are then frozen. A channel of
 * nothing but zeros and ones, like the one that tells which samples were made up, stays as it is: where it was always 1 while
 * fitting, a single 0 would be far out.
 */
record Normalize() implements LayerSpec {

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public void checkBehindFitted(Problems problems) {
        problems.add("normalize must stand before every layer that is fitted; use batchNorm after them");
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("normalize", in, problems);
        return in;
    }

    @Override
    public Layer build(Place place) {
        return new Built(place.in().channels());
    }

    private static final class Built implements Observing {

        /** Added to the deviation, so that a constant channel stays finite. */
        private static final double FLOOR = 1e-5;

        private final int channels;
        private final double[] sum;
        private final double[] squares;
        private final float[] shift;
        private final float[] scale;
        private final boolean[] saysYesOrNo;
        private long frames;

        Built(int channels) {
            this.channels = channels;
            this.sum = new double[channels];
            this.squares = new double[channels];
            this.shift = new float[channels];
            this.scale = new float[channels];
            this.saysYesOrNo = new boolean[channels];
            Arrays.fill(saysYesOrNo, true);
        }

        @Override
        public void observe(Inputs inputs) {
            inputs.forEach(x -> add(Tensors.floats(x)));
            settle();
        }

        private void add(float[] values) {
            int count = values.length / channels;
            for (int i = 0; i < values.length; i++) {
                saysYesOrNo[i / count] &= values[i] == 0 || values[i] == 1;
                sum[i / count] += values[i];
                squares[i / count] += (double) values[i] * values[i];
            }
            frames += count;
        }

        private void settle() {
            for (int c = 0; c < channels; c++) {
                if (saysYesOrNo[c]) {
                    shift[c] = 0;
                    scale[c] = 1;
                    continue;
                }
                double mean = sum[c] / frames;
                double deviation = Math.sqrt(Math.max(0, squares[c] / frames - mean * mean)) + FLOOR;
                shift[c] = (float) mean;
                scale[c] = (float) (1 / deviation);
            }
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return x.sub(Tensor.create(shift, channels, 1)).mul(Tensor.create(scale, channels, 1));
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String centred = nodes.op("Sub", List.of(x, nodes.exactFloats(shift, channels, 1)));
            return nodes.op("Mul", List.of(centred, nodes.exactFloats(scale, channels, 1)));
        }
    }
}
