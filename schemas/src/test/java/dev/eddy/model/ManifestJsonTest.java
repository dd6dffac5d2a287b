package dev.eddy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.signal.EpochSpec;
import dev.eddy.signal.GapFill;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.SilenceSpec;
import dev.eddy.signal.WindowSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {

    @Test
    void exampleUsage() {
        ModelManifest manifest = ManifestJson.read(Manifests.MINIMAL);

        assertThat(manifest.name()).isEqualTo("silero");
        assertThat(manifest.version()).isEqualTo("5");
        assertThat(manifest.signal()).isEqualTo(new SignalSpec(1, 16000));
        assertThat(manifest.window()).isEqualTo(new WindowSpec(576, 512, 64, 0));
        assertThat(manifest.input()).isEqualTo(new InputSpec("input", List.of(Axis.BATCH, Axis.SAMPLE)));
        assertThat(manifest.outputs())
                .containsExactly(new OutputSpec("output", OutputSpec.Kind.ANOMALY, List.of(1), List.of(), List.of()));
    }

    @Test
    void shouldFillInDefaults() {
        ModelManifest manifest = ManifestJson.read(Manifests.MINIMAL);

        assertThat(manifest.states()).isEmpty();
        assertThat(manifest.constants()).isEmpty();
        assertThat(manifest.lengths()).isNull();
        assertThat(manifest.provenance()).isNull();
    }

    @Test
    void shouldReadBackWhatItWrote() {
        assertThat(ManifestJson.read(ManifestJson.write(Manifests.full()))).isEqualTo(Manifests.full());
        ModelManifest minimal = ManifestJson.read(Manifests.MINIMAL);
        assertThat(ManifestJson.read(ManifestJson.write(minimal))).isEqualTo(minimal);
    }

    @Test
    void shouldWriteOfAWindowOnlyWhatIsNotUsual() {
        ModelManifest usual = ManifestJson.read(Manifests.MINIMAL);
        ModelManifest other = ManifestJson.read(
                Manifests.MINIMAL.replace("\"lead\": 64", "\"lead\": 64, \"fill\": \"linear\", \"flush\": true"));

        assertThat(ManifestJson.write(usual)).doesNotContain("fill", "flush");
        assertThat(other.window()).isEqualTo(new WindowSpec(576, 512, 64, 0, GapFill.LINEAR, true));
        assertThat(ManifestJson.read(ManifestJson.write(other))).isEqualTo(other);
        assertRefused(Manifests.MINIMAL.replace("\"lead\": 64", "\"lead\": 64, \"fill\": \"guess\""), "window.fill");
    }

    @Test
    void shouldGiveTheModelOneMoreValuePerSampleUnderTheMask() {
        ModelManifest masked =
                ManifestJson.read(Manifests.MINIMAL.replace("\"lead\": 64", "\"lead\": 64, \"fill\": \"mask\""));

        assertThat(masked.channelsGiven()).isEqualTo(masked.signal().channels() + 1);
        assertThat(masked.windowSize()).isEqualTo(576 * masked.channelsGiven());
        assertThat(ManifestJson.read(ManifestJson.write(masked))).isEqualTo(masked);
    }

    @Test
    void shouldReadAndWriteTheRulesOfEpochs() {
        String rules =
                "{\"every\": 800, \"silence\": {\"level\": 0.01, \"rise\": 0.02, \"samples\": 160, \"before\": 80}}";
        ModelManifest ruled = ManifestJson.read(withEpochs(rules));

        assertThat(ruled.window().epochs())
                .isEqualTo(new EpochSpec(false, 800, new SilenceSpec(0.01, 0.02, 160, 80), false));
        assertThat(ManifestJson.read(withEpochs("{\"ignoreMarks\": true, \"carried\": true}"))
                        .window()
                        .epochs())
                .isEqualTo(new EpochSpec(true, 0, null, true));
        assertThat(ManifestJson.read(ManifestJson.write(ruled))).isEqualTo(ruled);
        assertThat(ManifestJson.write(ruled)).doesNotContain("ignoreMarks", "carried", "endless");
        assertThat(ManifestJson.write(ManifestJson.read(withEpochs("{}")))).doesNotContain("epochs");
        assertRefused(withEpochs("{\"each\": 5}"), "window.epochs.each");
        assertRefused(withEpochs("{\"every\": -5}"), "window.epochs.every");
    }

    private static String withEpochs(String rules) {
        return Manifests.MINIMAL.replace("\"lead\": 64", "\"lead\": 64, \"epochs\": " + rules);
    }

    @Test
    void shouldSayWhichNameIsUnknown() {
        assertRefused(Manifests.MINIMAL.replace("\"lead\"", "\"leed\""), "window.leed");
        assertRefused(Manifests.MINIMAL.replace("\"version\"", "\"colour\": 1, \"version\""), "colour");
        assertRefused(Manifests.MINIMAL.replace("\"shape\"", "\"size\""), "outputs.[0].size");
        assertRefused(Manifests.MINIMAL.replace("\"sample\"]", "\"smaple\"]"), "input.axes.[1]");
        assertRefused(Manifests.MINIMAL.replace("anomaly", "anomalous"), "outputs.[0].kind");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"name\": \"silero\",', name",
        "'\"version\": \"5\",', version",
        "'\"signal\": {\"channels\": 1, \"sampleRate\": 16000},', signal",
        "'\"window\": {\"length\": 576, \"hop\": 512, \"lead\": 64},', window",
        "'\"input\": {\"tensor\": \"input\", \"axes\": [\"batch\", \"sample\"]},', input",
        "'\"tensor\": \"input\",', tensor",
        "'\"tensor\": \"output\",', tensor",
        "'\"kind\": \"anomaly\",', kind"
    })
    void shouldSayWhatIsMissing(String part, String name) {
        assertThat(Manifests.MINIMAL).contains(part);

        assertRefused(Manifests.MINIMAL.replace(part, ""), name + " must be given");
    }

    @Test
    void shouldSayEverythingThatIsMissing() {
        assertRefused("{}", """
                name must be given
                  - version must be given
                  - signal must be given
                  - window must be given
                  - input must be given
                  - outputs must hold at least one output""");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"silero\"', name",
        "'{\"channels\": 1, \"sampleRate\": 16000}', signal",
        "'{\"length\": 576, \"hop\": 512, \"lead\": 64}', window",
        "'{\"tensor\": \"input\", \"axes\": [\"batch\", \"sample\"]}', input",
        "'\"output\"', tensor",
        "'\"anomaly\"', kind",
        "'512', hop"
    })
    void shouldRefuseNullWhereAValueMustBe(String value, String name) {
        assertThat(Manifests.MINIMAL).contains(value);

        assertRefused(Manifests.MINIMAL.replace(value, "null"), name);
    }

    @Test
    void shouldTakeNullForWhatMayBeMissing() {
        String json = Manifests.MINIMAL.replace("{\n  \"name\"", "{\"lengths\": null, \"states\": null, \"name\"");

        assertThat(json).isNotEqualTo(Manifests.MINIMAL);
        assertThat(ManifestJson.read(json)).isEqualTo(ManifestJson.read(Manifests.MINIMAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "1", "\u0000", "{} {}"})
    void shouldRefuseWhatIsNoManifestAtAll(String json) {
        assertRefused(json, "the manifest");
    }

    @Test
    void shouldRefuseTextAfterTheManifest() {
        assertRefused(Manifests.MINIMAL + "{}", "the manifest cannot be used");
    }

    @Test
    void shouldRefuseToRoundASize() {
        assertRefused(Manifests.MINIMAL.replace("512", "512.7"), "window.hop");
    }

    @Test
    void shouldPassOnWhatTheSpecsSay() {
        assertRefused(Manifests.MINIMAL.replace("512", "0"), "window.hop must be in 1..4194304 but was 0");
        assertRefused(Manifests.MINIMAL.replace("16000", "-1"), "signal.sampleRate must be in (0, 1e6]");
    }

    @Test
    void shouldReportAllProblemsOfAManifestAtOnce() {
        String json = Manifests.MINIMAL
                .replace("silero", "")
                .replace("\"batch\", ", "")
                .replace("\"shape\": [1]", "\"shape\": [0]");

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> ManifestJson.read(json))
                .withMessageContaining("name must not be blank")
                .withMessageContaining("input.axes must name batch")
                .withMessageContaining("outputs[0].shape must have sizes above 0 but was [0]");
    }

    private static void assertRefused(String json, String message) {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> ManifestJson.read(json))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e).hasMessageNotContaining("Cannot invoke"));
    }
}
