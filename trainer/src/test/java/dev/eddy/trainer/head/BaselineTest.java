package dev.eddy.trainer.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaselineTest {

    /** Windows of four samples of two channels, and three samples ahead. */
    private static final LastSample SHAPE = new LastSample(2, 4, 3);

    @Test
    void shouldRepeatTheSeasonAndGoOnFromItsStart() {
        Steps steps = new Steps("a", "g", new float[] {1, 10, 2, 20, 3, 30, 4, 40}, new int[1], new float[6]);

        assertThat(new Season(SHAPE, 2).forecast(steps)).containsExactly(3, 30, 4, 40, 3, 30);
        assertThat(new Season(SHAPE, 4).forecast(steps)).containsExactly(1, 10, 2, 20, 3, 30);
    }

    /** Straight lines go on as they are but for the penalty, which many windows outweigh. */
    @Test
    void shouldFitWhatIsLinearByRidge() {
        List<Steps> lines = lines(2_000);

        float[] forecast = Ridge.of(lines, SHAPE).forecast(lines.get(7));

        float[] truth = lines.get(7).truth();
        for (int i = 0; i < truth.length; i++) {
            assertThat(forecast[i]).isCloseTo(truth[i], within(0.05f));
        }
    }

    @Test
    void shouldLeaveOutWindowsOfWhichTheFutureIsUnknown() {
        List<Steps> lines = new ArrayList<>(lines(500));
        float[] before = Ridge.of(lines, SHAPE).forecast(lines.get(0));
        float[] unknown = {Float.NaN, 0, 0, 0, 0, 0};
        lines.add(new Steps("b", "g", lines.get(3).values(), new int[1], unknown));

        float[] after = Ridge.of(lines, SHAPE).forecast(lines.get(0));

        assertThat(after).usingComparatorWithPrecision(0.01f).containsExactly(before);
    }

    @Test
    void shouldGiveTheErrorOfABaselineInTheUnitsOfTheLoss() {
        OutputSpec output = new OutputSpec("forecast", OutputSpec.Kind.FORECAST, List.of(3, 2), List.of(), List.of());
        ForecastPage page = new ForecastPage(List.of("x", "y"), SHAPE, 2);
        EstimateHead head = new EstimateHead(new EstimateHead.Quantity(Truth.ahead(3, 2), output, page), 0, SHAPE);
        List<Steps> lines = lines(50);
        head.observe(lines);

        Map<String, Baseline> baselines = head.baselines(() -> lines);

        assertThat(baselines).containsOnlyKeys("repeatLast", "season", "ridge");
        Baseline repeatLast = SHAPE::of;
        assertThat(repeatLast.raw(lines.get(0), head)).containsOnly(0);
        Steps known = lines.get(1);
        Baseline clairvoyant = Steps::truth;
        assertThat(clairvoyant.raw(known, head)).containsExactly(head.aims(known));
    }

    private static List<Steps> lines(int count) {
        SplittableRandom random = new SplittableRandom(11);
        List<Steps> lines = new ArrayList<>();
        for (int line = 0; line < count; line++) {
            float[] all = new float[14];
            for (int channel = 0; channel < 2; channel++) {
                double start = random.nextDouble() * 10;
                double slope = random.nextDouble() - 0.5;
                for (int i = 0; i < 7; i++) {
                    all[2 * i + channel] = (float) (start + slope * i);
                }
            }
            float[] values = Arrays.copyOfRange(all, 0, 8);
            lines.add(new Steps("a" + line, "g", values, new int[1], Arrays.copyOfRange(all, 8, 14)));
        }
        return lines;
    }
}
