package dev.eddy.trainer.head;

import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import dev.eddy.trainer.report.Merit;
import dev.eddy.trainer.report.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** What all heads share that tell the probabilities of labels: weights in the loss, a temperature, a page. */
abstract sealed class LabelHead implements Head permits Binary.Built, Classification.Built {

    /** How much each label counts in the loss. */
    enum Weights {
        /** Every step the same. */
        EQUAL,
        /** Every label the same, however often it occurs. */
        BALANCED
    }

    /** Reduction of a loss, as torch numbers it. */
    static final long MEAN = 1;

    /** Of each label in the loss. */
    final float[] weights;

    private final Weights kind;
    private final List<String> labels;
    private double temperature = 1;

    LabelHead(Weights kind, List<String> labels) {
        this.kind = kind;
        this.labels = List.copyOf(labels);
        this.weights = new float[labels.size()];
        Arrays.fill(weights, 1f);
    }

    /** With one value per label before the softmax. */
    abstract Answers perLabel(Answers answers);

    final int labelCount() {
        return labels.size();
    }

    /** What raw values are divided by before they become probabilities. */
    final double temperature() {
        return temperature;
    }

    /** Values by batch, step and unit, divided by the temperature, out of those by batch, unit and step. */
    final Tensor cooled(Tensor raw) {
        return raw.transpose(1, 2).div(new Scalar((float) temperature));
    }

    @Override
    public Truth truth() {
        return Truth.label();
    }

    @Override
    public void observe(List<Steps> fitted) {
        if (kind == Weights.BALANCED) {
            ClassWeights.balanced(fitted, weights);
        }
    }

    @Override
    public void calibrate(Answers held) {
        temperature = Temperature.fit(perLabel(held));
    }

    @Override
    public Outcome judge(Answers answers) {
        return ClassOutcome.of(perLabel(answers), labels.size(), temperature);
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
        return new ClassPage(labels, temperature).sections(tested.protocol(), perLabel(tested.answers()));
    }

    @Override
    public List<OutputSpec> outputs() {
        return List.of(
                new OutputSpec("scores", OutputSpec.Kind.CLASSIFICATION, List.of(labels.size()), labels, List.of()));
    }
}
