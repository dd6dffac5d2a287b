package dev.eddy.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class SectionsTest {

    @Test
    void shouldTellTheMostFrequentConfusionsFirst() {
        Confusion confusion = confusion(new long[][] {{5, 1, 0}, {3, 9, 0}, {0, 0, 2}});
        Document page = page(new Classification("official", List.of("a", "b", "c"), confusion));
        assertThat(page.select("ol li").eachText())
                .map(text -> text.replace('\u202F', ' '))
                .containsExactly("b was taken for a 3 of 12 times (25.0 %)", "a was taken for b 1 of 6 times (16.7 %)");
        assertThat(page.select(".matrix tbody tr")
                        .get(1)
                        .select("td")
                        .get(0)
                        .text()
                        .replace('\u202F', ' '))
                .isEqualTo("3 25.0 %");
    }

    @Test
    void shouldShowTheTableOfFiftyLabels() {
        List<String> labels = IntStream.range(0, 50).mapToObj(i -> "label" + i).toList();
        Document page = page(new Classification("many", labels, new Confusion(50)));
        assertThat(page.select(".matrix tbody td")).hasSize(2_500);
    }

    @Test
    void shouldLeaveOutTheTableOfTooManyLabels() {
        List<String> labels = IntStream.range(0, 51).mapToObj(i -> "label" + i).toList();
        Document page = page(new Classification("many", labels, new Confusion(51)));
        assertThat(page.select(".matrix")).isEmpty();
        assertThat(page.select("table")).hasSize(1);
        assertThat(page.text()).contains("51 by 51 labels is left out", "None: every answer is right");
    }

    @Test
    void shouldRefuseLabelsWithoutNames() {
        assertThatThrownBy(() -> new Classification("official", List.of("a"), new Confusion(2)))
                .hasMessage("confusion of 'official' has 2 labels, but 1 names; give one name per label");
    }

    @Test
    void shouldShowCalibrationWithoutATemperature() {
        Reliability reliability = new Reliability();
        reliability.add(0.75, true);
        Document page = page(new Calibration("official", reliability, Optional.empty()));
        assertThat(page.select(".say").text()).isEqualTo("Expected calibration error: 0.2500.");
        assertThat(page.select("tbody tr")).hasSize(1);
    }

    @Test
    void shouldShowAFewOfManyValuesAndAlwaysTheSame() {
        double[] values = IntStream.range(0, 5_000).asDoubleStream().toArray();
        String one =
                new Regression("test", "cycles", values, values, 3).content().toString();
        assertThat(dots(one)).isEqualTo(Regression.MOST_POINTS);
        assertThat(new Regression("test", "cycles", values, values, 3).content())
                .hasToString(one);
        assertThat(new Regression("test", "cycles", values, values, 4).content().toString())
                .isNotEqualTo(one);
    }

    @Test
    void shouldRefuseValuesThatAreNotPairs() {
        assertThatThrownBy(() -> new Regression("test", "cycles", new double[2], new double[3], 0))
                .hasMessage("'test' has 2 true values, but 3 predicted; give as many of both");
    }

    @Test
    void shouldPutSimpleForecastsBesideTheModel() {
        Map<String, double[]> baselines = Map.of("repeat last", new double[] {2, 6});
        Document page = page(new Forecast("test", "load", new double[] {1, 3}, baselines, Optional.empty(), List.of()));
        assertThat(page.select("tbody tr").get(1).children().eachText())
                .containsExactly("repeat last", "2.000", "6.000", "4.000", "2.000");
        assertThat(page.select(".say, h3")).isEmpty();
    }

    @Test
    void shouldCountWhatWasFoundAndWhatWasNot() {
        double[] scores = {0, 2, 0, 0, 5, 0, 0, 0};
        List<Anomalies.Span> spans = List.of(new Anomalies.Span(3, 6), new Anomalies.Span(7, 8));
        Document page = page(new Anomalies("pump", scores, 1, spans, 1));
        assertThat(page.select(".say").text())
                .isEqualTo("1 of 2 labelled stretches were found; 1 of 4 normal steps raised an alarm.");
        assertThat(page.select("rect.shade")).hasSize(2);
    }

    @Test
    void shouldDrawOneBarForEachRunOfALabel() {
        HiddenStates.Strip strip = new HiddenStates.Strip("answered", List.of("a", "a", "b", "b", "a"));
        Document page = page(new HiddenStates("one", new double[][] {{0, 1, 0}}, new float[2][5], 0.5, List.of(strip)));
        assertThat(page.select(".run title").eachText()).containsExactly("a", "b", "a");
        assertThat(page.select(".run").eachAttr("class")).containsExactly("run c0", "run c1", "run c0");
    }

    @Test
    void shouldRefuseAStripOfAnotherLength() {
        HiddenStates.Strip strip = new HiddenStates.Strip("true", List.of("a"));
        assertThatThrownBy(() -> new HiddenStates("one", new double[0][], new float[2][5], 1, List.of(strip)))
                .hasMessage("strip 'true' of 'one' has 1 labels, but there are 5 steps; give one label per step");
    }

    @Test
    void shouldRefuseUnitsOfUnequalLength() {
        float[][] units = {new float[3], new float[2]};
        assertThatThrownBy(() -> new HiddenStates("one", new double[0][], units, 1, List.of()))
                .hasMessage("every unit of 'one' must have 3 steps, as the first has; give [unit][step]");
    }

    @Test
    void shouldRefuseCurvesWithoutEpochs() {
        assertThatThrownBy(() -> new LearningCurves("accuracy", List.of(), OptionalInt.empty()))
                .hasMessage("learning curves of accuracy must have an epoch; leave the section out");
    }

    @Test
    void shouldRefuseHiddenStatesWithoutUnits() {
        assertThatThrownBy(() -> new HiddenStates("one", new double[0][], new float[0][], 1, List.of()))
                .hasMessage("hidden states of 'one' must have a unit and a step; leave the section out");
    }

    private static int dots(String markup) {
        String path = Jsoup.parse(markup).expectFirst("path.dots").attr("d");
        return path.split("h0", 0).length;
    }

    private static Confusion confusion(long[][] counts) {
        Confusion confusion = new Confusion(counts.length);
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                for (long i = 0; i < counts[actual][predicted]; i++) {
                    confusion.add(actual, predicted);
                }
            }
        }
        return confusion;
    }

    private static Document page(Section section) {
        return Jsoup.parse(new RunReport(SampleReport.about(), Map.of(), List.of(section)).toHtml());
    }

    @Test
    void shouldShowOfTheExactFileOnlyWhatTheOthersWereAskedToo() {
        Map<String, Double> exact = Map.of("accuracy", 0.9, "auc", 0.8);
        Precisions precisions = new Precisions(List.of(
                new Precisions.Written("fp32", 4000, Map.of("official", exact)),
                new Precisions.Written("int8", 1000, Map.of("official", Map.of("accuracy", 0.875)))));

        assertThat(precisions.lines())
                .containsExactly(
                        "weights          bytes  accuracy, official",
                        "fp32              4000              0.9000",
                        "int8              1000              0.8750");
        assertThat(precisions.content().toString()).contains("0.8750").doesNotContain("auc");
    }

    @Test
    void shouldSayHowFarCoarserWeightsDrift() {
        Deviations.Off answers = new Deviations.Off(0.0012, 0.0001);
        Deviations.Off state = new Deviations.Off(0.002, 0.0003);
        Deviations deviations =
                new Deviations(10, List.of(new Deviations.Measured("half", answers, new TreeMap<>(Map.of(10, state)))));

        assertThat(deviations.lines())
                .containsExactly(
                        "Off the exact file over 10 steps of the test part, one by one, the hidden state never reset:"
                                + " largest (mean)",
                        "weights                answers      state after 10",
                        "half         1.2e-03 (1.0e-04)   2.0e-03 (3.0e-04)");
        assertThat(deviations.content().toString()).contains("state after 10", "2.0e-03 (3.0e-04)");
    }

    @Test
    void shouldTellLongTimesInUnitsThatPeopleRead() {
        assertThat(TimeScale.of(40).unit()).isEqualTo("seconds");
        assertThat(TimeScale.of(3600)).isEqualTo(new TimeScale("minutes", 60));
        assertThat(TimeScale.of(86_400)).isEqualTo(new TimeScale("hours", 3600));
        assertThat(TimeScale.of(30 * 86_400.0)).isEqualTo(new TimeScale("days", 86_400));
    }

    @Test
    void shouldNameTheMeritOfAnEpoch() {
        EpochReport report = new EpochReport(1, 2, 0.5, OptionalDouble.of(-0.25), 3);

        assertThat(report.line(Merit.MSE)).contains("validation mse 0.2500").doesNotContain("accuracy");
        assertThat(Merit.MSE.metric(report).validation()).hasValue(0.25);
    }
}
