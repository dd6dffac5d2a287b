package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodePlacementTest {

    @TempDir
    private Path folder;

    @Test
    void exampleUsage() throws IOException, OrtException {
        Path written;
        NodePlacement nodes;
        try (RunProfile profile = RunProfile.create()) {
            nodes = placement(profile);
            written = profile.folder();
        }

        assertThat(nodes).isEqualTo(new NodePlacement(4, Map.of("Add", 1, "Mul", 2, "ReduceSum", 1), 0));
        assertThat(nodes.words())
                .isEqualTo("1 Add, 2 Mul, 1 ReduceSum of 4 nodes run on the processor, and 0 copy between it and the"
                        + " device: each costs time in every run");
        assertThat(written).doesNotExist();
    }

    @Test
    void shouldLeaveNothingBehindWhereASessionFails() throws OrtException {
        Path written;
        try (RunProfile profile = RunProfile.create();
                OrtSession.SessionOptions options = OnnxSession.options()) {
            written = profile.folder();
            profile.of(options);
            assertThatThrownBy(() -> OrtEnvironment.getEnvironment().createSession(new byte[] {1, 2, 3}, options))
                    .isInstanceOf(OrtException.class);
        }
        assertThat(written).doesNotExist();
    }

    /** As ONNX Runtime really writes it, two runs. */
    private static NodePlacement placement(RunProfile profile) throws OrtException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = OnnxSession.options()) {
            profile.of(options);
            try (OrtSession session =
                            environment.createSession(SmallModels.sum().bytes(SmallModels.sumManifest()), options);
                    OnnxTensor x = OnnxTensor.createTensor(environment, new float[1][3]);
                    OnnxTensor h = OnnxTensor.createTensor(environment, new float[1][1])) {
                session.run(Map.of("x", x, "h", h)).close();
                session.run(Map.of("x", x, "h", h)).close();
                return profile.end(session);
            }
        }
    }

    @Test
    void shouldTellCopiesFromNodesOnTheProcessor() throws IOException {
        Path profile = Files.writeString(folder.resolve("profile.json"), """
                [{"cat":"Session","name":"session_initialization","args":{}},
                 {"cat":"Node","name":"a_fence_before","args":{"op_name":"LSTM"}},
                 {"cat":"Node","name":"a_kernel_time","args":{"op_name":"LSTM","provider":"CUDAExecutionProvider"}},
                 {"cat":"Node","name":"b_kernel_time","args":{"op_name":"MemcpyToHost","provider":"CUDAExecutionProvider"}},
                 {"cat":"Node","name":"c_kernel_time","args":{"op_name":"DFT","provider":"CPUExecutionProvider"}}]
                """);

        NodePlacement nodes = NodePlacement.of(profile);

        assertThat(nodes).isEqualTo(new NodePlacement(3, Map.of("DFT", 1), 1));
        assertThat(nodes.whole()).isFalse();
        assertThat(new NodePlacement(3, Map.of(), 0).words()).isEqualTo("all 3 nodes run on the device");
    }
}
