package dev.eddy.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorsTest {

    /** Errors 1, -1, 2, 0: squares 6; the true values vary by 2.25 + 0.25 + 0.25 + 2.25 = 5 around 2.5. */
    @Test
    void shouldMeasureHowFarThePredictedValuesAre() {
        Errors errors = Errors.of(new double[] {1, 2, 3, 4}, new double[] {2, 1, 5, 4});
        assertThat(errors.meanAbsolute()).isEqualTo(1);
        assertThat(errors.rootMeanSquare()).isCloseTo(Math.sqrt(1.5), within(1e-12));
        assertThat(errors.determination()).isCloseTo(1 - 6 / 5.0, within(1e-12));
    }

    @Test
    void shouldNotExplainWhatDoesNotVary() {
        assertThat(Errors.of(new double[] {3, 3}, new double[] {3, 4}).determination())
                .isNaN();
        assertThat(Errors.of(new double[0], new double[0]).meanAbsolute()).isNaN();
    }
}
