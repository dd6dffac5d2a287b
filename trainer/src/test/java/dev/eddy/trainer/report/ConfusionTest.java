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

    /** Label 0 occurs 3 times, 2 of them are answered so; label 1 occurs once and is answered twice. */
    @Test
    void shouldGiveSupportPrecisionAndRecallOfEachLabel() {
        Confusion confusion = new Confusion(2);
        confusion.add(0, 0);
        confusion.add(0, 0);
        confusion.add(0, 1);
        confusion.add(1, 1);

        assertThat(confusion.size()).isEqualTo(2);
        assertThat(confusion.count(0, 1)).isEqualTo(1);
        assertThat(confusion.actual(0)).isEqualTo(3);
        assertThat(confusion.predicted(1)).isEqualTo(2);
        assertThat(confusion.precision(0)).isEqualTo(1);
        assertThat(confusion.precision(1)).isEqualTo(0.5);
        assertThat(confusion.recall(0)).isEqualTo(2 / 3.0);
        assertThat(confusion.recall(1)).isEqualTo(1);
        assertThat(confusion.f1(0)).isEqualTo(0.8);
        assertThat(confusion.f1(1)).isEqualTo(2 / 3.0);
    }

    @Test
    void shouldBeZeroWhereNothingWasCounted() {
        assertThat(new Confusion(3).accuracy()).isZero();
        assertThat(new Confusion(3).macroF1()).isZero();
    }
}
