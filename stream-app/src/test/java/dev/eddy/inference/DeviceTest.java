package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

    private static final ModelFile MODEL = ModelFile.of(SmallModels.sum().bytes(SmallModels.sumManifest()));

    @Test
    void exampleUsage() {
        assertThat(Device.parse("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
        assertThat(Device.parse("auto"))
                .isEqualTo(new Device(Device.Kind.AUTO, 0))
                .hasToString("auto");
        assertThat(Device.parse("cuda"))
                .isEqualTo(new Device(Device.Kind.CUDA, 0))
                .hasToString("cuda:0");
        assertThat(Device.parse("cuda:12"))
                .isEqualTo(new Device(Device.Kind.CUDA, 12))
                .hasToString("cuda:12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "CPU", "cpu:0", "auto:1", "cuda:", "cuda:x", "cuda:-1", "cuda:123", " cuda"})
    void shouldRefuseWhatIsNoDevice(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Device.parse(text))
                .withMessage(
                        "device must be cpu, cuda, cuda:N or auto but was '" + text + "'; for example --device cuda:0");
    }

    @Test
    void shouldSayWhatCudaNeedsWhereThereIsNone() {
        assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> OnnxModel.open(MODEL, Device.parse("cuda:3")))
                .withMessageStartingWith(
                        "CUDA device 3 cannot be used: this build has ONNX Runtime for the processor alone; build with"
                                + " ./mvnw -Pgpu")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void shouldFallBackToTheProcessorWhenAskedTo() {
        try (OnnxModel model = OnnxModel.open(MODEL, Device.parse("auto"))) {
            assertThat(model.step(List.of(Steps.step("a", 2, 1, 1, 1))))
                    .map(Steps::text)
                    .containsExactly("a: 40.0 -> 4.0");
        }
    }
}
