package dev.eddy.trainer.head;

import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Whether something is there: a sigmoid over one value. The second of two labels is the one that is looked for; people
 * are told the probabilities of both.
 *
 * @param weights how much each label counts in the loss
 */
record Binary(LabelHead.Weights weights) implements HeadSpec {

    static Binary read(Fields fields) {
        return new Binary(fields.choice("weights", LabelHead.Weights.EQUAL));
    }

    @Override
    public Head build(DataSet data, WindowSpec window, Problems problems) {
        problems.require(
                data.labels().size() == 2,
                "head.binary wants exactly two labels but the data has %s; choose head: {classification: {}}"
                        .formatted(data.labels()));
        return new Built(weights, data.labels());
    }

    static final class Built extends LabelHead {

        private Built(Weights weights, List<String> labels) {
            super(weights, labels);
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public Tensor loss(Tensor raw, Tensor aims) {
            Tensor weight = aims.mul(new Scalar(weights[1] - weights[0])).add(new Scalar(weights[0]));
            return torch.binary_cross_entropy_with_logits(
                    raw, aims, new TensorOptional(weight), new TensorOptional(), MEAN);
        }

        /** A sigmoid is the softmax of the value beside a zero. */
        @Override
        Answers perLabel(Answers one) {
            float[] two = new float[2 * one.raw().length];
            for (int i = 0; i < one.raw().length; i++) {
                two[2 * i + 1] = one.raw()[i];
            }
            return new Answers(two, one.truth(), one.count());
        }

        @Override
        public Tensor answer(Tensor raw, Tensor signal) {
            Tensor there = torch.sigmoid(cooled(raw));
            return torch.cat(new TensorVector(there.neg().add(new Scalar(1f)), there), 2);
        }

        @Override
        public List<String> export(StreamGraph graph, String raw) {
            OnnxGraph nodes = graph.nodes();
            String rows = nodes.op("Transpose", List.of(raw), Attribute.ofAll("perm", 0, 2, 1));
            String cooled = nodes.op("Div", List.of(rows, nodes.floats(new float[] {(float) temperature()})));
            String there = nodes.op("Sigmoid", List.of(cooled));
            String absent = nodes.op("Sub", List.of(nodes.floats(new float[] {1f}), there));
            return List.of(nodes.op("Concat", List.of(absent, there), Attribute.of("axis", 2)));
        }
    }
}
