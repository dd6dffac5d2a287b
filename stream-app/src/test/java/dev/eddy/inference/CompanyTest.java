package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.ModelManifest;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Law 6 for graphs that others made: what a key is told does not depend on who else was there. */
class CompanyTest {

    @Test
    void exampleUsage() {
        try (OnnxModel model = SmallModels.lstm(1).open(SmallModels.lstmManifest())) {
            assertThat(Company.of(model)).isEqualTo(Company.WELCOME);
            assertThat(Company.WELCOME.before(model)).isSameAs(model);
        }
    }

    @Test
    void shouldKeepTheKeysOfAGraphThatMixesThemApart() {
        ModelFile mixing = ModelFile.of(mixing().bytes(), SmallModels.sumManifest());

        try (OnnxModel bare = OnnxModel.open(mixing, Device.CPU);
                SequenceModel served = usual(mixing)) {
            assertThat(Company.of(bare)).isEqualTo(Company.REFUSED);
            assertThat(inCompany(bare)).isNotEqualTo(alone(bare));
            assertThat(inCompany(served)).isEqualTo(alone(bare));
        }
    }

    @Test
    void shouldServeAGraphThatTakesOneKeyOnly() {
        ModelFile single = ModelFile.of(single().bytes(), SmallModels.sumManifest());

        try (OnnxModel bare = OnnxModel.open(single, Device.CPU);
                SequenceModel served = usual(single)) {
            assertThat(Company.of(bare)).isEqualTo(Company.REFUSED);
            assertThat(inCompany(served)).isEqualTo(alone(bare));
        }
    }

    @Test
    void shouldNeverLeaveAModelAloneThatRoundsInAnotherWayThen() {
        SequenceModel lonely = new LonelyModel();

        SequenceModel served = Company.of(lonely).before(lonely);

        assertThat(Company.of(lonely)).isEqualTo(Company.NEEDED);
        assertThat(inCompany(lonely)).isNotEqualTo(alone(lonely));
        assertThat(inCompany(served)).isEqualTo(alone(served)).isEqualTo(inCompany(lonely));
    }

    @Test
    void shouldSayNothingOfAModelThatNoiseIsTooMuchFor() {
        assertThat(Company.of(model().broken(true))).isEqualTo(Company.WELCOME);
    }

    @Test
    void shouldLeaveItToWhoSaysHowToPad() {
        ModelFile mixing = ModelFile.of(mixing().bytes(), SmallModels.sumManifest());

        try (SequenceModel told =
                new Placement(Device.CPU, Optional.of(Padding.NONE), 8, GpuUse.DEFAULT).open(mixing)) {
            assertThat(inCompany(told)).isNotEqualTo(alone(told));
        }
    }

    private static SequenceModel usual(ModelFile file) {
        return new Placement(Device.CPU, Optional.empty(), 8, GpuUse.DEFAULT).open(file);
    }

    /** The sum, less the mean of those of the whole batch. */
    private static Graph mixing() {
        return new Graph()
                .input("x", -1, 3)
                .input("h", -1, 1)
                .integerWeights("axis", 1)
                .node("ReduceSum x axis -> sum", Graph.number("keepdims", 1))
                .node("ReduceMean sum -> mean", Graph.numbers("axes", List.of(0L)))
                .node("Sub sum mean -> less")
                .node("Add h less -> hN")
                .node("Identity hN -> y")
                .output("y", -1, 1)
                .output("hN", -1, 1);
    }

    /** The sum of three numbers, and of no more, whatever the graph says. */
    private static Graph single() {
        return new Graph()
                .input("x", -1, 3)
                .input("h", -1, 1)
                .integerWeights("three", 3)
                .integerWeights("axis", 0)
                .node("Reshape x three -> row")
                .node("ReduceSum row axis -> sum", Graph.number("keepdims", 1))
                .node("Add h sum -> hN")
                .node("Identity hN -> y")
                .output("y", -1, 1)
                .output("hN", -1, 1);
    }

    private static FakeModel model() {
        return new FakeModel(new SignalSpec(1, 1000), WindowSpec.tumbling(3));
    }

    private static List<String> inCompany(SequenceModel model) {
        return texts(model.step(steps()));
    }

    private static List<String> alone(SequenceModel model) {
        List<StepResult.Scored> results = new ArrayList<>();
        steps().forEach(step -> results.addAll(model.step(List.of(step))));
        return texts(results);
    }

    private static List<String> texts(List<StepResult.Scored> results) {
        return results.stream().map(Steps::text).toList();
    }

    private static List<Step> steps() {
        return List.of(Steps.step("a", 4, 1, 2, 3), Steps.step("b", 0, 5, 0, 0), Steps.step("c", -2, 0, 0, 1));
    }

    /** Off by a bit where it has only one step. */
    private static final class LonelyModel implements SequenceModel {

        private final FakeModel exact = model();

        @Override
        public ModelManifest manifest() {
            return exact.manifest();
        }

        @Override
        public List<StepResult.Scored> step(List<Step> batch) {
            List<StepResult.Scored> results = exact.step(batch);
            return batch.size() > 1 ? results : List.of(off(results.get(0)));
        }

        private static StepResult.Scored off(StepResult.Scored result) {
            float[] outputs = Arrays.copyOf(result.outputs(), result.outputs().length);
            outputs[0] = Math.nextUp(outputs[0]);
            return new StepResult.Scored(result.step(), outputs, result.state());
        }

        @Override
        public void close() {
            exact.close();
        }
    }
}
