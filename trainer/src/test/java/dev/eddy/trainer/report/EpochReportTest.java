package dev.eddy.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EpochReportTest {

    @Test
    void shouldPreferTheGreaterMeritAndThenTheLowerLoss() {
        EpochReport early = report(1, 0.9, 0.5);
        EpochReport same = report(2, 0.9, 0.4);
        EpochReport worse = report(3, 0.8, 0.1);

        assertThat(EpochReport.best(List.of(early, same, worse))).contains(same);
        assertThat(EpochReport.best(List.of(worse, early))).contains(early);
        assertThat(EpochReport.best(List.of(early, report(2, 0.9, 0.5)))).contains(early);
    }

    @Test
    void shouldPreferNoneWithoutValidationAndAnyToOneThatIsNoNumber() {
        EpochReport none = new EpochReport(1, 2, 0.3, OptionalDouble.empty(), 1);
        EpochReport broken = report(1, Double.NaN, 0.1);
        EpochReport fair = report(2, 0.1, 0.9);

        assertThat(EpochReport.best(List.of(none))).isEmpty();
        assertThat(EpochReport.best(List.of(broken, fair))).contains(fair);
    }

    private static EpochReport report(int epoch, double merit, double loss) {
        OptionalDouble none = OptionalDouble.empty();
        return new EpochReport(epoch, 3, 0.3, OptionalDouble.of(merit), 1, OptionalDouble.of(loss), none);
    }
}
