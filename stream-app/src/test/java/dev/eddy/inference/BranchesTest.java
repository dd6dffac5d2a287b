package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.eddy.inference.GraphDescription.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs with branches in branches, as scripts are exported: what goes out of a branch says no type. */
class BranchesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, GraphSafety.MAX_DEPTH - 1})
    void shouldTakeBranchesThatLeaveTheirTypesToBeInferred(int branches) {
        byte[] graph = branching(branches);

        GraphDescription seen = GraphDescription.of(graph, "branching");

        assertThat(seen.outputs()).containsExactly(new Tensor("y", "float", List.of(GraphDescription.ANY, 3L)));
    }

    @Test
    void shouldScoreThroughThem() {
        ModelFile file = ModelFile.of(
                branching(5),
                SmallModels.manifest(
                        SmallModels.sumManifest().signal(),
                        SmallModels.sumManifest().input(),
                        List.of(),
                        SmallModels.output(3)));

        try (OnnxModel model = OnnxModel.open(file, Device.CPU)) {
            assertThat(model.step(List.of(Steps.step("a", 0, 1, 2, 3))).get(0).outputs())
                    .containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {GraphSafety.MAX_DEPTH, 32})
    void shouldRefuseMoreBranchesInBranches(int branches) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> GraphSafety.check(branching(branches), "branching"))
                .withMessageContaining("graphs must be nested at most 16 deep but are deeper");
    }

    @Test
    void shouldRefuseMoreThanAnybodyReads() {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> GraphSafety.check(branching(40), "branching"))
                .withMessageContaining("branching must be an ONNX model but cannot be read as one")
                .withMessageContaining("too many levels of nesting");
    }

    /** {@code y = x}, found out by asking some times whether there are more than 0 of them. */
    private static byte[] branching(int branches) {
        return new Graph()
                .input("x", -1, 3)
                .integerWeights("none", 0)
                .node("Size x -> size")
                .node("Greater size none -> some_of_one")
                .node("Squeeze some_of_one -> some")
                .node("If some -> y", branch("then_branch", branches), branch("else_branch", 1))
                .output("y", -1, 3)
                .bytes();
    }

    private static AttributeProto branch(String name, int branches) {
        String out = "out" + branches + name;
        NodeProto.Builder node = branches == 1
                ? NodeProto.newBuilder().setOpType("Identity").addInput("x")
                : NodeProto.newBuilder()
                        .setOpType("If")
                        .addInput("some")
                        .addAttribute(branch("then_branch", branches - 1))
                        .addAttribute(branch("else_branch", 1));
        GraphProto graph = GraphProto.newBuilder()
                .setName("branch" + branches)
                .addNode(node.addOutput(out))
                .addOutput(ValueInfoProto.newBuilder().setName(out).setType(TypeProto.newBuilder()))
                .build();
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(graph)
                .build();
    }
}
