package dev.eddy.trainer.head;

import dev.eddy.model.OutputSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.report.Merit;
import dev.eddy.trainer.report.Section;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Whether something is there: a sigmoid over one value. The second of two labels is the one that is looked for; people
 * are told the probabilities of both.
 *
 * @param balanced true to let both labels count the same in the loss, however often each occurs
 */
record Binary(boolean balanced) implements HeadSpec {

    private enum Weights {
        EQUAL,
        BALANCED
    }

    static Binary read(Fields fields) {
        return new Binary(fields.choice("weights", Weights.EQUAL) == Weights.BALANCED);
    }

    @Override
    public Head build(DataSet data, WindowSpec window, Problems problems) {
        problems.require(
                data.labels().size() == 2,
                "head.binary wants exactly two labels but the data has %s; choose head: {classification: {}}"
                        .formatted(data.labels()));
        return new Built(balanced, data.labels());
    }

    private static final class Built implements Head {

        private static final long MEAN = 1;

        private final boolean balanced;
        private final List<String> labels;
        private final float[] weights = {1, 1};
        private double temperature = 1;

        Built(boolean balanced, List<String> labels) {
            this.balanced = balanced;
            this.labels = labels;
        }

        @Override
        public Truth truth() {
            return Truth.label();
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void observe(List<Steps> fitted) {
            if (balanced) {
                ClassWeights.balanced(fitted, weights);
            }
        }

        @Override
        public Tensor loss(Tensor raw, Tensor aims) {
            Tensor weight = aims.mul(new Scalar(weights[1] - weights[0])).add(new Scalar(weights[0]));
            return torch.binary_cross_entropy_with_logits(
                    raw, aims, new TensorOptional(weight), new TensorOptional(), MEAN);
        }

        @Override
        public void calibrate(Answers held) {
            temperature = Temperature.fit(beside(held));
        }

        @Override
        public Outcome judge(Answers answers) {
            return ClassOutcome.of(beside(answers), 2, temperature);
        }

        /** A sigmoid is the softmax of the value beside a zero. */
        private static Answers beside(Answers one) {
            float[] two = new float[2 * one.raw().length];
            for (int i = 0; i < one.raw().length; i++) {
                two[2 * i + 1] = one.raw()[i];
            }
            return new Answers(two, one.truth(), one.count());
        }

        @Override
        public Merit merit() {
            return Merit.ACCURACY;
        }

        @Override
        public Map<String, Double> constants() {
            return Map.of("temperature", temperature);
        }

        @Override
        public List<Section> sections(Tested tested) {
            return new ClassPage(labels, temperature).sections(tested.protocol(), beside(tested.answers()));
        }

        @Override
        public Tensor answer(Tensor raw, Tensor signal) {
            Tensor there = torch.sigmoid(raw.transpose(1, 2).div(new Scalar((float) temperature)));
            return torch.cat(new TensorVector(there.neg().add(new Scalar(1f)), there), 2);
        }

        @Override
        public List<OutputSpec> outputs() {
            return List.of(new OutputSpec("scores", OutputSpec.Kind.CLASSIFICATION, List.of(2), labels, List.of()));
        }

        @Override
        public List<String> export(StreamGraph graph, String raw) {
            OnnxGraph nodes = graph.nodes();
            String rows = nodes.op("Transpose", List.of(raw), Attribute.ofAll("perm", 0, 2, 1));
            String cooled = nodes.op("Div", List.of(rows, nodes.floats(new float[] {(float) temperature})));
            String there = nodes.op("Sigmoid", List.of(cooled));
            String absent = nodes.op("Sub", List.of(nodes.floats(new float[] {1f}), there));
            return List.of(nodes.op("Concat", List.of(absent, there), Attribute.of("axis", 2)));
        }
    }
}
