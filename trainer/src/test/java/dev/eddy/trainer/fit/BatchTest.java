package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.network.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

    /** Two channels, one frame per step. */
    private static final Example TWO = new Example(new float[] {1, 2, 3, 4}, new float[] {5, 6}, 2);

    private static final Example THREE = new Example(new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8, 9}, 3);

    @Test
    void shouldPadShorterRowsAtTheirEnd() {
        Batch batch = Batch.of(List.of(TWO, THREE));

        float[] features = Tensors.floats(batch.features(new FrameShape(2, 1)));

        assertThat(features).containsExactly(1, 2, 0, 3, 4, 0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldSayHowLongRowsAreWhereSomeArePadded() {
        assertThat(Batch.of(List.of(TWO, THREE)).lengths()).containsExactly(2, 3);
        assertThat(Batch.of(List.of(THREE, THREE)).lengths()).isEmpty();
    }

    @Test
    void shouldCountTheLastValidStepOfEachRow() {
        Batch batch = Batch.of(List.of(TWO, THREE));

        long[] places = batch.places(new Scoring(Scoring.Which.LAST, 0));

        assertThat(places).containsExactly(1, 5);
        assertThat(batch.aims(places)).containsExactly(6, 9);
    }

    @Test
    void shouldCountEveryStepFromTheFirstThatMay() {
        Batch batch = Batch.of(List.of(TWO, THREE));

        long[] places = batch.places(new Scoring(Scoring.Which.EVERY, 1));

        assertThat(batch.aims(places)).containsExactly(6, 8, 9);
    }

    @Test
    void shouldBeReadInSeveralGoes() {
        List<Batch> goes = Batch.of(List.of(TWO, THREE)).segments(2);

        assertThat(goes).extracting(Batch::steps).containsExactly(2, 1);
        assertThat(Tensors.floats(goes.get(0).features(new FrameShape(2, 1)))).containsExactly(1, 2, 3, 4, 1, 2, 4, 5);
        assertThat(Tensors.floats(goes.get(1).features(new FrameShape(2, 1)))).containsExactly(0, 0, 3, 6);
        assertThat(goes.get(1).lengths()).containsExactly(0, 1);
        long[] places = goes.get(1).places(new Scoring(Scoring.Which.LAST, 0));
        assertThat(places).containsExactly(1);
        assertThat(goes.get(1).aims(places)).containsExactly(9);
    }

    @Test
    void shouldNotCountAStepOfWhichNothingIsKnown() {
        Batch batch = Batch.of(List.of(TWO, new Example(new float[] {1, 2, 3, 4}, new float[] {7, Float.NaN}, 2)));

        long[] places = batch.places(new Scoring(Scoring.Which.EVERY, 0));

        assertThat(places).containsExactly(0, 1, 2);
        assertThat(batch.aims(places)).containsExactly(5, 6, 7);
    }
}
