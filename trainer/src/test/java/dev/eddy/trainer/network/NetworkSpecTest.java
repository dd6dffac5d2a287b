package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {

    @Test
    void shouldReportEverythingThatDoesNotFit() {
        List<LayerSpec> layers = List.of(
                new Conv1d(4, 3, Context.CARRIED), new Normalize(), new Pool1d(3), new LogMel(200, 80, 256, 8, 20));

        assertThatThrownBy(() -> check(layers))
                .hasMessageContaining("network[1].normalize must stand before every layer that is fitted")
                .hasMessageContaining("network[2].pool1d.size 3 must divide the 16 frames of a step")
                .hasMessageContaining("logMel wants one channel but gets 4")
                .hasMessageContaining("logMel.hop 80 must divide the 5 samples of a step")
                .hasMessageContaining("network must end in 3 values, as the head wants, but ends in 8");
    }

    @Test
    void shouldWantOneFramePerStepAtTheEnd() {
        assertThatThrownBy(() -> check(List.of(new Dense(3))))
                .hasMessageContaining("network must end in one frame per step but ends in 16; add a readout");
    }

    @Test
    void shouldPutMelBandsWhereTheEarHasThem() {
        float[] weights = new MelFilters(256, 40, 20, 8000).energyToBands();

        int lines = 129;
        for (int band = 10; band < 40; band++) {
            float largest = 0;
            for (int line = 0; line < lines; line++) {
                largest = Math.max(largest, weights[band * 2 * lines + line]);
                assertThat(weights[band * 2 * lines + lines + line]).isEqualTo(weights[band * 2 * lines + line]);
            }
            assertThat(largest).isGreaterThan(0.5f).isLessThanOrEqualTo(1f);
        }
    }

    @Test
    void shouldFindATonesEnergyInItsLine() {
        float[] kernels = new MelFilters(256, 40, 20, 8000).fourier(200);
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < 200; i++) {
            double tone = Math.cos(2 * Math.PI * 32 * i / 256);
            real += kernels[32 * 200 + i] * tone;
            imaginary += kernels[(129 + 32) * 200 + i] * tone;
        }

        assertThat(Math.hypot(real, imaginary)).isCloseTo(50, within(0.5));
    }

    private static void check(List<LayerSpec> layers) {
        Problems problems = new Problems("experiment.yaml");
        new NetworkSpec(new SignalSpec(2, 50), 16, layers, 1).check(3, problems);
        problems.throwIfAny();
    }
}
