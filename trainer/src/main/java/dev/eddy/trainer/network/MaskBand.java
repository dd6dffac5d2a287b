package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.StreamGraph;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Sets a random band of neighbouring channels of each row to zero while fitting; does nothing afterwards.
 * Draws from torch's generator, so that an epoch that is fitted again draws the same bands.
 *
 * @param widest greatest number of channels in the band, from 0 on all widths are as likely
 */
record MaskBand(int widest) implements LayerSpec {

    private static final long SEEDS = 1L << 53;

    static MaskBand read(Fields fields) {
        return new MaskBand(fields.integer("widest", 1, 4096));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("maskBand", in, problems);
        problems.require(
                widest <= in.channels(),
                "maskBand.widest must be at most %d, the channels that come in, but was %d"
                        .formatted(in.channels(), widest));
        return in;
    }

    @Override
    public Layer build(Place place) {
        return new Built(widest, place.in().channels());
    }

    private record Built(int widest, int channels) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return pass.fitting() ? x.mul(mask((int) x.size(0))) : x;
        }

        private Tensor mask(int batch) {
            SplittableRandom random =
                    new SplittableRandom(torch.randint(SEEDS, new long[] {1}).item_long());
            float[] mask = new float[batch * channels];
            Arrays.fill(mask, 1f);
            for (int row = 0; row < batch; row++) {
                int width = random.nextInt(widest + 1);
                int from = row * channels + random.nextInt(channels - width + 1);
                Arrays.fill(mask, from, from + width, 0f);
            }
            return Tensor.create(mask, batch, channels, 1);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            return x;
        }
    }
}
