package dev.eddy.trainer.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.model.OutputSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedHeadTest {

    @Test
    void shouldMeasureErrorsInTheUnitsOfTheDataAndWhatIntervalsHold() {
        ServedHead head = new ServedHead(
                List.of(
                        number("estimate", OutputSpec.Kind.REGRESSION),
                        number("lower", OutputSpec.Kind.REGRESSION),
                        number("upper", OutputSpec.Kind.REGRESSION)),
                List.of(),
                1);

        Outcome outcome = head.judge(new Answers(new float[] {10, 9, 11, 20, 19, 21}, new float[] {10.5f, 23.5f}, 2));

        assertThat(outcome.metrics().get("rmse")).isCloseTo(Math.sqrt((0.25 + 12.25) / 2), within(1e-6));
        assertThat(outcome.metrics().get("mae")).isCloseTo(2.0, within(1e-6));
        assertThat(outcome.metrics().get("r2")).isCloseTo(1 - 6.25 / 42.25, within(1e-6));
        assertThat(outcome.metrics()).contains(entry("coverage", 0.5));
    }

    @Test
    void shouldFindLabelsByTheirNames() {
        ServedHead head = new ServedHead(
                List.of(new OutputSpec(
                        "scores", OutputSpec.Kind.CLASSIFICATION, List.of(3), List.of("a", "b", "c"), List.of())),
                List.of("c", "a"),
                0);

        Outcome outcome =
                head.judge(new Answers(new float[] {0.1f, 0.2f, 0.7f, 0.25f, 0.5f, 0.25f}, new float[] {0, 1}, 2));

        assertThat(outcome.metrics()).contains(entry("accuracy", 0.5));
        assertThat(outcome.metrics().get("logLoss")).isCloseTo(-(Math.log(0.7) + Math.log(0.25)) / 2, within(1e-6));
    }

    @Test
    void shouldRankAnomalies() {
        ServedHead head = new ServedHead(
                List.of(number("score", OutputSpec.Kind.ANOMALY)), List.of("normal", "stuck", "jump"), 0);

        Outcome outcome = head.judge(new Answers(new float[] {1, 3, 2, 4}, new float[] {0, 0, 1, 2}, 4));

        assertThat(outcome.metrics()).containsExactly(entry("auc", 0.75));
    }

    private static OutputSpec number(String name, OutputSpec.Kind kind) {
        return new OutputSpec(name, kind, List.of(1), List.of(), List.of());
    }
}
