package dev.eddy.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionTest {

    @Test
    void shouldGiveTheShareOfRightAnswersAndTheMeanOfF1() {
        Confusion confusion = new Confusion(2);
        confusion.add(0, 0);
        confusion.add(0, 0);
        confusion.add(0, 1);
        confusion.add(1, 1);

        assertThat(confusion.total()).isEqualTo(4);
        assertThat(confusion.accuracy()).isEqualTo(0.75);
        assertThat(confusion.macroF1()).isCloseTo((0.8 + 2 / 3.0) / 2, within(1e-12));
    }

    @Test
    void shouldBeZeroWhereNothingWasCounted() {
        assertThat(new Confusion(3).accuracy()).isZero();
        assertThat(new Confusion(3).macroF1()).isZero();
    }
}
