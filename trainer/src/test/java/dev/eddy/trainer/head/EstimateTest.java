package dev.eddy.trainer.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.network.Tensors;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class EstimateTest {

    private static final Offset<Double> CLOSE = within(1e-6);

    /** Two steps of two samples of one channel, and the two samples after each. */
    private static final Steps STEPS =
            new Steps("a", "g", new float[] {1, 2, 3, 6}, new int[] {-1, -1}, new float[] {3, 6, 8, Float.NaN});

    @Test
    void shouldAskForTheChangeFromTheLastSampleInDeviations() {
        EstimateHead head = forecast();

        head.observe(List.of(STEPS));

        double deviation = Math.sqrt(50 / 4.0 - 9);
        float[] aims = head.aims(STEPS);
        assertThat(aims[0]).isCloseTo((float) (1 / deviation), within(1e-6f));
        assertThat(aims[1]).isCloseTo((float) (4 / deviation), within(1e-6f));
        assertThat(aims[2]).isCloseTo((float) (2 / deviation), within(1e-6f));
        assertThat(aims[3]).isNaN();
    }

    @Test
    void shouldAnswerInTheUnitsOfTheData() {
        EstimateHead head = forecast();
        head.observe(List.of(STEPS));
        float[] aims = head.aims(STEPS);

        float[] answer = Scope.evaluating(() -> {
            Tensor raw = Tensor.create(new float[] {aims[0], aims[1], aims[2], 0}, 1, 2, 2)
                    .transpose(1, 2);
            return Tensors.floats(head.answer(raw, Tensor.create(new float[] {1, 2, 3, 6}, 1, 1, 4)));
        });

        assertThat(answer).usingComparatorWithPrecision(1e-5f).containsExactly(3, 6, 8, 6);
    }

    @Test
    void shouldMeasureErrorsAndTheShareThatIsExplained() {
        Outcome outcome = ErrorOutcome.of(new Answers(new float[] {1, 2, 3, 4}, new float[] {1, 2, 3, 6}, 4));

        assertThat(outcome.metrics().get("mse")).isCloseTo(1, CLOSE);
        assertThat(outcome.metrics().get("mae")).isCloseTo(0.5, CLOSE);
        assertThat(outcome.metrics().get("r2")).isCloseTo(1 - 1 / 3.5, CLOSE);
        assertThat(outcome.merit()).isCloseTo(-1, CLOSE);
    }

    @Test
    void shouldScoreAWindowByItsDistanceInUnitsOfTheUsualOne() {
        Residual residual = new Residual(0.5, 1, 1);
        Scale plain = new Scale(new float[] {0}, new float[] {1});

        float[] scores = Scope.evaluating(() -> Tensors.floats(residual.answer(
                Tensor.create(new float[] {1, 1, 1}, 1, 1, 3), Tensor.create(new float[] {7, 3, 1}, 1, 1, 3), plain)));

        // No forecast of the first window: e = 1, s = 1. Then e = 4, s = 1. Then e = 0.
        assertThat(scores).containsExactly(1, 2, 0);
    }

    private static EstimateHead forecast() {
        OutputSpec output = new OutputSpec("forecast", OutputSpec.Kind.FORECAST, List.of(2, 1), List.of(), List.of());
        LastSample last = new LastSample(1, 2, 2);
        ForecastPage page = new ForecastPage(List.of("level"), last, 0);
        return new EstimateHead(new EstimateHead.Quantity(Truth.ahead(2, 1), output, page), 0, last);
    }
}
