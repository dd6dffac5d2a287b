package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.config.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitSpecTest {

    private static final String LEAST = "epochs: 2, batch: 4, rate: 1e-2";

    @TempDir
    private Path folder;

    @Test
    void shouldFitWithAdamAlongOneCycleUnlessToldOtherwise() throws IOException {
        FitSpec spec = read(LEAST);

        assertThat(spec)
                .isEqualTo(new FitSpec(
                        2,
                        new Batches(4, false, 0),
                        new OptimizerSpec(OptimizerSpec.Kind.ADAM, 1e-2, 0.9, 0, 0, 5),
                        new OneCycle(),
                        new Stopping(0, 10_000),
                        512L << 20));
    }

    @Test
    void shouldReadEveryField() throws IOException {
        FitSpec spec = read(LEAST
                + ", optimizer: sgd, momentum: 0.8, decay: 1e-3, l1: 1e-4, clip: 1, bucket: true, memory: 3 GiB,"
                + " schedule: {plateau: {factor: 0.3, patience: 4}}, validation: 0.2, patience: 9");

        assertThat(spec)
                .isEqualTo(new FitSpec(
                        2,
                        new Batches(4, true, 0),
                        new OptimizerSpec(OptimizerSpec.Kind.SGD, 1e-2, 0.8, 1e-3, 1e-4, 1),
                        new Plateau(0.3, 4),
                        new Stopping(0.2, 9),
                        3L << 30));
    }

    @Test
    void shouldTakeAScheduleByItsName() throws IOException {
        assertThat(read(LEAST + ", schedule: cosine").schedule()).isEqualTo(new Cosine(0.1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule: {plateau: {patience: 5}}, validation: 0.2, patience: 5 | must be below fit.patience 5",
                "momentum: 0.5 | must not be given with schedule oneCycle, which moves it",
                "schedule: cosin | fit.schedule must name one schedule but names [cosin]: did you mean cosine?",
                "schedule: {cosine: {warmpu: 0.2}} | fit.schedule.cosine.warmpu is not known here",
                "memory: 3 MB | fit.memory must be a whole number of B, KiB, MiB or GiB but was 3 MB",
                "optimizer: adma | fit.optimizer must be one of [adam, adamw, sgd] but was"
            })
    void shouldRefuseWhatDoesNotGoTogether(String fields, String problem) {
        assertThatThrownBy(() -> read(LEAST + ", " + fields)).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule: plateau", "patience: 3"})
    void shouldRefuseToWatchWhatIsNotThere(String watching) throws IOException {
        Problems problems = new Problems("test");

        read(LEAST + ", " + watching).checkWatching(true, problems);
        read(LEAST + ", validation: 0.2, " + watching).checkWatching(false, problems);
        problems.throwIfAny();

        read(LEAST + ", " + watching).checkWatching(false, problems);
        assertThatThrownBy(problems::throwIfAny).hasMessageContaining("needs a held-out part to watch");
    }

    private FitSpec read(String fields) throws IOException {
        Path file = Files.writeString(folder.resolve("fit.yaml"), "fit: {" + fields + "}");
        return YamlFile.read(file, all -> all.object("fit").read(FitSpec::read));
    }
}
