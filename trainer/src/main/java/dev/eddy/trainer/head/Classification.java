package dev.eddy.trainer.head;

import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Which of several labels: a softmax over one value per label.
 *
 * @param weights how much each label counts in the loss
 * @param smoothing share of the truth that is spread over all labels, 0 for none
 */
record Classification(LabelHead.Weights weights, double smoothing) implements HeadSpec {

    static Classification read(Fields fields) {
        return new Classification(
                fields.choice("weights", LabelHead.Weights.EQUAL), fields.number("smoothing", 0, 0.9, 0));
    }

    @Override
    public Head build(DataSet data, WindowSpec window, Problems problems) {
        problems.require(
                data.labels().size() >= 2,
                "head.classification wants at least two labels but the data has %s; choose head: {forecast: …} or "
                                .formatted(data.labels())
                        + "another kind for data without labels");
        return new Built(this, data.labels());
    }

    static final class Built extends LabelHead {

        private static final long IGNORE_NONE = -100;

        private final double smoothing;

        private Built(Classification spec, List<String> labels) {
            super(spec.weights, labels);
            this.smoothing = spec.smoothing;
        }

        @Override
        public int width() {
            return labelCount();
        }

        @Override
        public Tensor loss(Tensor raw, Tensor aims) {
            TensorOptional perLabel = new TensorOptional(Tensor.create(weights, weights.length));
            Tensor labels = aims.flatten().to(torch.ScalarType.Long);
            return torch.cross_entropy_loss(raw, labels, perLabel, MEAN, IGNORE_NONE, smoothing);
        }

        @Override
        Answers perLabel(Answers answers) {
            return answers;
        }

        @Override
        public Tensor answer(Tensor raw, Tensor signal) {
            return torch.softmax(cooled(raw), 2);
        }

        @Override
        public List<String> export(StreamGraph graph, String raw) {
            OnnxGraph nodes = graph.nodes();
            String rows = nodes.op("Transpose", List.of(raw), Attribute.ofAll("perm", 0, 2, 1));
            String cooled = temperature() == 1
                    ? rows
                    : nodes.op("Div", List.of(rows, nodes.floats(new float[] {(float) temperature()})));
            return List.of(nodes.op("Softmax", List.of(cooled), Attribute.of("axis", -1)));
        }
    }
}
