package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.model.ManifestException;
import dev.eddy.model.ManifestJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("model.onnx");
    }

    @Test
    void exampleUsage() throws IOException {
        Files.write(file, SmallModels.sum().bytes(SmallModels.sumManifest()));

        ModelFile model = ModelFile.read(file, Optional.empty());

        assertThat(model.manifest()).isEqualTo(SmallModels.sumManifest());
        assertThat(model.graph()).isEqualTo(Files.readAllBytes(file));
        assertThat(model.sha256())
                .isEqualTo(ModelFile.of(model.graph()).sha256())
                .hasSize(64);
    }

    @Test
    void shouldHashTheFile() throws IOException {
        Files.writeString(file, "abc");
        Path sidecar = sidecar(ManifestJson.write(SmallModels.sumManifest()));

        assertThat(ModelFile.read(file, Optional.of(sidecar)).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void shouldServeTheGraphOfOthersWithAManifestBesideIt() throws IOException {
        Files.write(file, SmallModels.sum().bytes());
        Path sidecar = sidecar(ManifestJson.write(SmallModels.sumManifest()));

        try (OnnxModel model = OnnxModel.open(ModelFile.read(file, Optional.of(sidecar)), Device.CPU)) {
            assertThat(model.step(List.of(Steps.step("a", 2, 1, 1, 1))))
                    .map(Steps::text)
                    .containsExactly("a: 40.0 -> 4.0");
        }
    }

    @Test
    void shouldPreferTheManifestBesideTheFile() throws IOException {
        Files.write(file, SmallModels.sum().bytes(SmallModels.sumManifest()));
        Path sidecar = sidecar(ManifestJson.write(SmallModels.lstmManifest()));

        assertThat(ModelFile.read(file, Optional.of(sidecar)).manifest().name()).isEqualTo("lstm");
    }

    @Test
    void shouldSayHowToServeAGraphWithoutAManifest() throws IOException {
        Files.write(file, SmallModels.sum().bytes());

        assertRefused(file + " must hold a manifest under the metadata key eddy.manifest but has none; give one with"
                + " --manifest FILE.json");
    }

    @Test
    void shouldSayWhichFileIsMissing() {
        assertRefused("the model " + file + " must be a readable file but cannot be read");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldRefuseJunk(long seed) throws IOException {
        byte[] junk = new byte[1000];
        new Random(seed).nextBytes(junk);
        Files.write(file, junk);

        assertRefused(file + " must be ");
    }

    @Test
    void shouldRefuseAModelThatIsCutShort() throws IOException {
        byte[] whole = SmallModels.sum().bytes(SmallModels.sumManifest());
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> ModelFile.read(file, Optional.empty()));
        }
    }

    @Test
    void shouldRefuseJunkBesideAManifestWhenItIsOpened() throws IOException {
        Files.writeString(file, "junk");
        Path sidecar = sidecar(ManifestJson.write(SmallModels.sumManifest()));

        ModelFile model = ModelFile.read(file, Optional.of(sidecar));

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> OnnxModel.open(model, Device.CPU))
                .withMessageContaining("must be an ONNX model but cannot be read as one");
    }

    @Test
    void shouldPassOnWhatIsWrongWithTheManifest() throws IOException {
        Files.write(file, SmallModels.sum().bytes());
        Path sidecar = sidecar("{}");

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> ModelFile.read(file, Optional.of(sidecar)))
                .withMessageContaining("input must be given");
    }

    private Path sidecar(String json) throws IOException {
        return Files.write(folder.resolve("manifest.json"), json.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> ModelFile.read(file, Optional.empty()))
                .withMessageContaining(message);
    }
}
