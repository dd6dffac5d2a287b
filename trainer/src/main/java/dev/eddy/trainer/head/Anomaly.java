package dev.eddy.trainer.head;

import dev.eddy.model.OutputSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.report.Merit;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How unusual a window is: how far it is from what the network foretold one step before, in units of the usual distance.
 * Forecast, residual, the running scale and the score are all in the graph, their memory is hidden state.
 *
 * @param decay share of the running scale that is kept at each step, in (0, 1)
 */
record Anomaly(double decay) implements HeadSpec {

    static Anomaly read(Fields fields) {
        return new Anomaly(fields.number("decay", 0.5, 0.99999, 0.98));
    }

    @Override
    public Head build(DataSet data, WindowSpec window, Problems problems) {
        HeadSpec.requireSignalAlone("anomaly", window, problems);
        problems.require(
                window.hop() == window.length(),
                "head.anomaly foretells the next window, so window.hop must be window.length %d but was %d"
                        .formatted(window.length(), window.hop()));
        return new Built(new Residual(decay, data.signal().channels(), window.length()));
    }

    private static final class Built implements Head {

        private final Residual residual;
        private final Truth truth;
        private Scale scale;

        Built(Residual residual) {
            this.residual = residual;
            this.truth = Truth.ahead(residual.samples(), residual.channels());
            this.scale = Scale.of(List.of(), residual.size());
        }

        @Override
        public Truth truth() {
            return truth;
        }

        @Override
        public int width() {
            return residual.size();
        }

        @Override
        public void observe(List<Steps> fitted) {
            scale = Scale.of(() -> fitted.stream().map(Steps::values).iterator(), residual.channels())
                    .times(residual.samples());
        }

        @Override
        public float[] aims(Steps steps) {
            return scale.into(steps.truth());
        }

        @Override
        public Tensor loss(Tensor raw, Tensor aims) {
            return torch.mse_loss(raw, aims);
        }

        @Override
        public Outcome judge(Answers answers) {
            return ErrorOutcome.of(answers);
        }

        @Override
        public Merit merit() {
            return Merit.MSE;
        }

        @Override
        public Tensor answer(Tensor raw, Tensor signal) {
            return residual.answer(raw, signal, scale);
        }

        @Override
        public List<OutputSpec> outputs() {
            return List.of(new OutputSpec("score", OutputSpec.Kind.ANOMALY, List.of(1), List.of("score"), List.of()));
        }

        @Override
        public List<String> export(StreamGraph graph, String raw) {
            return List.of(residual.export(graph, raw, scale));
        }
    }
}
