package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which models may score several windows of a key in a run. */
class CatchUpTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);

    @Test
    void exampleUsage() {
        BatchPolicy policy = new BatchPolicy(8, Duration.ZERO).withCatchUp(4);

        try (InferenceEngine engine = engine(new FakeModel(SIGNAL, WindowSpec.tumbling(2)), policy)) {
            assertThat(engine.catchUp()).isEqualTo(4);
        }
    }

    @Test
    void shouldScoreOneByOneUnlessToldOtherwise() {
        try (InferenceEngine engine = engine(new FakeModel(SIGNAL, WindowSpec.tumbling(2)), BatchPolicy.CPU)) {
            assertThat(engine.catchUp()).isEqualTo(1);
        }
    }

    @Test
    void shouldScoreOneByOneWhereTheGraphIsNotToldHowManyWindowsThereAre() {
        try (InferenceEngine engine =
                engine(SmallModels.sum().open(SmallModels.sumManifest()), BatchPolicy.CPU.withCatchUp(4))) {
            assertThat(engine.catchUp()).isEqualTo(1);
        }
    }

    /** The graph adds all windows up as if they were one: its manifest promises too much. */
    @Test
    void shouldScoreOneByOneWhereTheGraphMixesTheWindowsOfARun() {
        try (OnnxModel model = graph(false).open(manifest());
                InferenceEngine engine = engine(graph(false).open(manifest()), BatchPolicy.CPU.withCatchUp(4))) {
            assertThat(model.takesRuns()).isTrue();
            assertThat(engine.catchUp()).isEqualTo(1);
        }
    }

    @Test
    void shouldRunWindowsOfAGraphThatKeepsThemApart() {
        try (OnnxModel model = graph(true).open(manifest());
                InferenceEngine engine = engine(graph(true).open(manifest()), BatchPolicy.CPU.withCatchUp(64))) {
            assertThat(engine.catchUp()).isEqualTo(64);
            assertThat(CatchUp.distance(model, 5, 1)).isLessThan(1e-6);
        }
    }

    private static InferenceEngine engine(SequenceModel model, BatchPolicy policy) {
        return new InferenceEngine(model, policy, new MetricRegistry());
    }

    /** The sum of all windows so far, or each window and the sum of all windows in the run, whatever their order. */
    private static Graph graph(boolean right) {
        Graph graph = new Graph()
                .input("x", -1, -1, 3, 1)
                .input("h", -1, 1)
                .integers("lengths", -1)
                .integerWeights("samples", 2)
                .integerWeights("steps", 1)
                .node("ReduceSum x samples -> sums", Graph.number("keepdims", 0))
                .node("ReduceSum sums steps -> total", Graph.number("keepdims", 0))
                .node("Add h total -> hN")
                .node("Unsqueeze h steps -> before")
                .node("Unsqueeze total steps -> all");
        Graph told = right
                ? graph.node("CumSum sums steps -> running").node("Add before running -> y")
                : graph.node("Add sums all -> y");
        return told.output("y", -1, -1, 1).output("hN", -1, 1);
    }

    private static ModelManifest manifest() {
        return new ModelManifest(
                "sums",
                "1",
                SIGNAL,
                WindowSpec.tumbling(3),
                new InputSpec("x", List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL)),
                List.of(new StateSpec("h", "hN", List.of(1), 0, 0f)),
                "lengths",
                List.of(),
                List.of(new OutputSpec("y", OutputSpec.Kind.RAW, List.of(1), List.of(), List.of())),
                null);
    }
}
