package dev.eddy.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {

    @Test
    void shouldPutEachAnswerIntoTheBinOfItsConfidence() {
        Reliability reliability = four();
        assertThat(reliability.count(6)).isEqualTo(2);
        assertThat(reliability.confidence(6)).isCloseTo(0.625, within(1e-12));
        assertThat(reliability.accuracy(6)).isEqualTo(0.5);
        assertThat(reliability.count(9)).isEqualTo(2);
        assertThat(reliability.accuracy(9)).isEqualTo(1);
        assertThat(reliability.total()).isEqualTo(4);
    }

    /** Bin 6: two answers, accuracy 0.5, confidence 0.625. Bin 9: two answers, accuracy 1, confidence 0.95. */
    @Test
    void shouldWeighTheGapOfEachBinByItsAnswers() {
        assertThat(four().expectedCalibrationError()).isCloseTo(0.5 * 0.125 + 0.5 * 0.05, within(1e-12));
    }

    @Test
    void shouldBeZeroWhereNothingWasCounted() {
        assertThat(new Reliability().expectedCalibrationError()).isZero();
        assertThat(new Reliability().curve("none").y()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoProbability() {
        assertThatThrownBy(() -> new Reliability().add(Double.NaN, true)).hasMessageContaining("NaN must be in [0, 1]");
        assertThatThrownBy(() -> new Reliability().add(1.5, true)).hasMessageContaining("1.5 must be in [0, 1]");
    }

    private static Reliability four() {
        Reliability reliability = new Reliability();
        reliability.add(0.6, true);
        reliability.add(0.65, false);
        reliability.add(0.9, true);
        reliability.add(1, true);
        return reliability;
    }
}
