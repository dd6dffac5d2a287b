package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.inference.GraphDescription.Tensor;
import dev.eddy.inference.ManifestProposal.Known;
import dev.eddy.model.Axis;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestProposalTest {

    private static final long ANY = GraphDescription.ANY;

    @Test
    void exampleUsage() {
        byte[] graph = SmallModels.sum().bytes();

        ManifestProposal proposal =
                ManifestProposal.of(GraphDescription.of(graph, "sum"), new Known("sum", 1000, 0, 0));

        assertThat(proposal.manifest().states()).containsExactly(new StateSpec("h", "hN", List.of(1), 0, 0));
        assertThat(proposal.manifest().window().length()).isEqualTo(3);
        assertThat(proposal.guesses()).hasSize(3).anyMatch(it -> it.startsWith("output y: float [any, 1] is raw"));
        assertThat(oneStep(graph, proposal.manifest()).outputs()).containsExactly(60);
    }

    @Test
    void shouldFindStatesLengthsAndConstantsOfARecurrentNetwork() {
        byte[] graph = SmallModels.lstm(3).bytes();

        ManifestProposal proposal = ManifestProposal.of(GraphDescription.of(graph, "lstm"), new Known("lstm", 8, 0, 0));

        ModelManifest manifest = proposal.manifest();
        assertThat(manifest.states()).isEqualTo(SmallModels.lstmManifest().states());
        assertThat(manifest.lengths()).isEqualTo("lengths");
        assertThat(manifest.constants()).isEqualTo(SmallModels.lstmManifest().constants());
        assertThat(manifest.input()).isEqualTo(SmallModels.lstmManifest().input());
        assertThat(oneStep(graph, manifest).state()).hasSize(2 * SmallModels.HIDDEN);
    }

    @Test
    void shouldTakeWhatTheGraphLeavesOpenFromWhoKnowsIt() {
        GraphDescription voice = graph(
                List.of(
                        new Tensor("input", "float", List.of(ANY, ANY)),
                        new Tensor("state", "float", List.of(2L, ANY, 128L)),
                        new Tensor("sr", "int64", List.of())),
                List.of(
                        new Tensor("output", "float", List.of(ANY, 1L)),
                        new Tensor("stateN", "float", List.of(ANY, ANY, ANY))));

        ModelManifest manifest =
                ManifestProposal.of(voice, new Known("voice", 16_000, 512, 0)).manifest();

        assertThat(manifest.states()).containsExactly(new StateSpec("state", "stateN", List.of(2, 128), 1, 0));
        assertThat(manifest.window().length()).isEqualTo(512);
        assertThat(manifest.constants().get(0).values()).containsExactly(16_000.0);
        assertThat(ManifestProposal.of(voice, new Known("voice", 0, 0, 0)).guesses())
                .anyMatch(it -> it.contains("--rate HZ"))
                .anyMatch(it -> it.contains("--window SAMPLES"));
    }

    @Test
    void shouldOverlapWindowsWhereAPersonSaysSo() {
        byte[] graph = SmallModels.sum().bytes();
        GraphDescription description = GraphDescription.of(graph, "sum");

        ManifestProposal apart = ManifestProposal.of(description, new Known("sum", 1000, 0, 0));
        ManifestProposal overlapping = ManifestProposal.of(description, new Known("sum", 1000, 0, 2));
        ManifestProposal skipping = ManifestProposal.of(description, new Known("sum", 1000, 0, 5));

        assertThat(apart.manifest().window()).isEqualTo(WindowSpec.tumbling(3));
        assertThat(apart.guesses()).anyMatch(it -> it.startsWith("window.hop is 3") && it.contains("--hop"));
        assertThat(overlapping.manifest().window()).isEqualTo(new WindowSpec(3, 2, 1, 0));
        assertThat(overlapping.guesses()).anyMatch(it -> it.startsWith("window.lead is 1"));
        assertThat(skipping.manifest().window()).isEqualTo(new WindowSpec(3, 5, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"h0,hn", "h_in,h_out", "past.h,present.h", "encoder_h,new_encoder_h", "prevH,nextH", "state,stateN"})
    void shouldKnowTheTwoEndsOfAStateByTheirNames(String in, String out) {
        GraphDescription graph = graph(
                List.of(floats("x", ANY, 4), floats(in, ANY, 8), floats("other", ANY, 8)),
                List.of(floats("y", ANY, 3), floats("another", ANY, 8), floats(out, ANY, 8)));

        assertThat(StatePairs.of(graph))
                .anyMatch(pair -> pair.byName()
                        && pair.in().name().equals(in)
                        && pair.out().name().equals(out));
    }

    @Test
    void shouldPairByShapeWhereOnlyOneFitsAndSaySo() {
        GraphDescription graph = graph(
                List.of(floats("x", ANY, 4), floats("memory", ANY, 8)),
                List.of(floats("y", ANY, 3), floats("kept", ANY, 8)));

        ManifestProposal proposal = ManifestProposal.of(graph, new Known("a", 1, 0, 0));

        assertThat(proposal.manifest().states()).extracting(StateSpec::output).containsExactly("kept");
        assertThat(proposal.guesses()).contains("state memory comes back as kept: by the shape alone");
    }

    @ParameterizedTest
    @CsvSource({"100,3,SAMPLE,CHANNEL", "3,100,CHANNEL,SAMPLE"})
    void shouldTakeTheLongerAxisForTheSamples(long second, long third, Axis before, Axis after) {
        GraphDescription graph = graph(List.of(floats("x", ANY, second, third)), List.of(floats("y", ANY, 1)));

        ModelManifest manifest =
                ManifestProposal.of(graph, new Known("a", 1, 0, 0)).manifest();

        assertThat(manifest.input().axes()).containsExactly(Axis.BATCH, before, after);
        assertThat(manifest.window().length()).isEqualTo(100);
        assertThat(manifest.signal().channels()).isEqualTo(3);
    }

    @Test
    void shouldSayWhatNoManifestCanMend() {
        GraphDescription fixed = graph(List.of(floats("x", 1, 4)), List.of(floats("y", 1, 3)));
        GraphDescription mute = graph(List.of(floats("x", ANY, 4)), List.of(new Tensor("y", "int64", List.of(ANY))));

        assertThatThrownBy(() -> ManifestProposal.of(fixed, new Known("a", 1, 0, 0)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("dynamic batch axis");
        assertThatThrownBy(() -> ManifestProposal.of(mute, new Known("a", 1, 0, 0)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("y: int64 [any]");
    }

    private static Tensor floats(String name, long... shape) {
        return new Tensor(name, "float", Arrays.stream(shape).boxed().toList());
    }

    private static GraphDescription graph(List<Tensor> inputs, List<Tensor> outputs) {
        return new GraphDescription(inputs, outputs, Optional.empty());
    }

    private static StepResult.Scored oneStep(byte[] graph, ModelManifest manifest) {
        float[] values = {1, 2, 3, 4};
        float[] window = Arrays.copyOf(values, manifest.window().length());
        try (OnnxModel model = OnnxModel.open(ModelFile.of(graph, manifest), Device.CPU)) {
            return model.step(List.of(new Step("a", new Window(0, 0, 0, 0, window, false), manifest.initialState())))
                    .get(0);
        }
    }
}
