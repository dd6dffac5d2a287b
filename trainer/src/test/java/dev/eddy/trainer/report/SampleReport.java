package dev.eddy.trainer.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A page with something in every section, which looks like that of real runs. */
final class SampleReport {

    private static final List<String> LABELS =
            List.of("walking", "walking upstairs", "walking downstairs", "sitting", "standing", "laying");

    private final Random random = new Random(7);

    RunReport report() {
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        metrics.put("official", ordered("accuracy", 0.9379, "macroF1", 0.9385));
        metrics.get("official").put("logLoss", 0.1932);
        metrics.put("carried", ordered("accuracy", 0.9518, "macroF1", 0.9524));
        return new RunReport(about(), metrics, sections());
    }

    private static Map<String, Double> ordered(String first, double one, String second, double two) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(first, one);
        values.put(second, two);
        return values;
    }

    static About about() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Eddy", "0.1.0");
        versions.put("libtorch", "2.10.0");
        versions.put("ONNX Runtime", "1.29.0");
        versions.put("Java", "17.0.17");
        return new About(
                "uci-har",
                "1.4.0",
                "UCI HAR, 9 channels at 50 Hz, sha256 3b1c9e04…",
                "by subject: 17 fitted, 4 held out, 9 tested",
                20261121,
                107_206,
                1.84,
                Instant.parse("2026-11-21T14:20:59.123Z"),
                versions);
    }

    private List<Section> sections() {
        return List.of(
                curves(30),
                new Classification("official", LABELS, confusion()),
                calibration(),
                states(),
                regression(),
                forecast(),
                anomalies(),
                precisions(),
                new Deviations(1000, List.of(deviation())));
    }

    private LearningCurves curves(int epochs) {
        List<EpochReport> all = new ArrayList<>();
        for (int i = 1; i <= epochs; i++) {
            double loss = 1.7 * Math.exp(-i / 5.0) + 0.05 + 0.01 * random.nextGaussian();
            double held = loss + 0.08 + 0.004 * i + 0.02 * random.nextGaussian();
            double rate = 0.003 * (i < 9 ? i / 9.0 : (1 + Math.cos(Math.PI * (i - 9) / (epochs - 9))) / 2);
            OptionalDouble accuracy =
                    OptionalDouble.of(0.94 - 0.5 * Math.exp(-i / 4.0) + 0.006 * random.nextGaussian());
            all.add(new EpochReport(
                    i,
                    epochs,
                    loss,
                    accuracy,
                    1.84 + 0.1 * random.nextGaussian(),
                    OptionalDouble.of(held),
                    OptionalDouble.of(rate)));
        }
        return new LearningCurves("accuracy", all, OptionalInt.of(all.size()));
    }

    private Confusion confusion() {
        Confusion confusion = new Confusion(LABELS.size());
        for (int i = 0; i < 2947; i++) {
            int actual = random.nextInt(LABELS.size());
            int near = actual < 3 ? random.nextInt(3) : 3 + random.nextInt(2);
            double chance = actual == 5 ? 0 : actual == 3 ? 0.2 : 0.08;
            confusion.add(actual, random.nextDouble() < chance ? near : actual);
        }
        return confusion;
    }

    private Calibration calibration() {
        Reliability raw = new Reliability();
        Reliability scaled = new Reliability();
        for (int i = 0; i < 2947; i++) {
            double logit = 0.4 + 3.5 * random.nextDouble() + Math.abs(random.nextGaussian());
            boolean right = random.nextDouble() < sigmoid(logit / 1.6);
            raw.add(sigmoid(logit), right);
            scaled.add(sigmoid(logit / 1.55), right);
        }
        return new Calibration("official", raw, Optional.of(new Calibration.Scaled(1.55, scaled)));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private HiddenStates states() {
        int steps = 240;
        float[][] units = new float[64][steps];
        List<String> answered = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            actual.add(LABELS.get(new int[] {4, 0, 0, 1, 0, 3}[step / 40]));
            answered.add(step % 40 < 4 && step > 40 ? answered.get(step - 1) : actual.get(step));
        }
        for (int unit = 0; unit < units.length; unit++) {
            int[] likes = random.ints(6, -100, 100).toArray();
            double state = 0;
            for (int step = 0; step < steps; step++) {
                double drive = likes[LABELS.indexOf(actual.get(step))] / 60.0 + 0.25 * random.nextGaussian();
                state += 0.2 * (drive - state);
                units[unit][step] = (float) Math.tanh(state);
            }
        }
        double[][] signal = new double[2][steps * 16];
        for (int i = 0; i < signal[0].length; i++) {
            double strength = LABELS.indexOf(actual.get(i / 16)) < 3 ? 0.4 : 0.02;
            signal[0][i] = 1 + strength * Math.sin(i * 0.25) + 0.04 * random.nextGaussian();
            signal[1][i] = -0.2 + 0.6 * strength * Math.sin(i * 0.5 + 1) + 0.03 * random.nextGaussian();
        }
        return new HiddenStates(
                "subject 12",
                signal,
                units,
                0.32,
                List.of(new HiddenStates.Strip("answered", answered), new HiddenStates.Strip("true", actual)));
    }

    private Regression regression() {
        double[] actual = random.doubles(6_000, 0, 125).toArray();
        double[] predicted = IntStream.range(0, actual.length)
                .mapToDouble(i -> actual[i] * 0.94 + 3 + 7 * random.nextGaussian())
                .toArray();
        return new Regression("every cycle", "Cycles left", actual, predicted, 7);
    }

    private Forecast forecast() {
        List<Forecast.Window> windows = IntStream.of(0, 1, 2, 3)
                .mapToObj(i -> window("14 March, %d:00".formatted(i * 6), i * 6))
                .toList();
        return new Forecast(
                "24 hours ahead",
                "Load (MW)",
                fill(24, i -> 12 + 6 * Math.sqrt(i)),
                Map.of(
                        "repeat last",
                        fill(24, i -> 20 + 70 * Math.sin(i * 0.13)),
                        "same hour yesterday",
                        fill(24, i -> 46)),
                Optional.of(new Forecast.Coverage(0.9, 0.872)),
                windows);
    }

    private Forecast.Window window(String name, int phase) {
        IntToDoubleFunction load = i -> 420 + 90 * Math.sin((i + phase) * Math.PI / 12) + 8 * random.nextGaussian();
        double[] truth = fill(24, load);
        double[] middle = fill(24, i -> truth[i] + 9 * random.nextGaussian());
        double[] low = fill(24, i -> middle[i] - 14 - 2 * Math.sqrt(i));
        double[] high = fill(24, i -> middle[i] + 14 + 2 * Math.sqrt(i));
        return new Forecast.Window(name, fill(48, i -> load.applyAsDouble(i - 48)), truth, middle, low, high);
    }

    private Anomalies anomalies() {
        List<Anomalies.Span> spans = List.of(new Anomalies.Span(900, 980), new Anomalies.Span(2400, 2640));
        double[] scores = fill(4_000, i -> {
            boolean odd = spans.stream().anyMatch(span -> i >= span.from() + 10 && i < span.to());
            return Math.exp(0.35 * random.nextGaussian() + (odd ? 1.6 : 0)) * (i == 3_200 ? 4 : 1);
        });
        return new Anomalies("pump 3", scores, 0.5, spans, 3.2);
    }

    private static double[] fill(int length, IntToDoubleFunction value) {
        return IntStream.range(0, length).mapToDouble(value).toArray();
    }

    private static Deviations.Measured deviation() {
        Deviations.Off off = new Deviations.Off(3.1e-2, 4.2e-3);
        return new Deviations.Measured("int8", off, new TreeMap<>(Map.of(1, off, 1000, off)));
    }

    private static Precisions precisions() {
        return new Precisions(List.of(
                new Precisions.Written("fp32", 438_000, Map.of("official", ordered("accuracy", 0.9379, "auc", 0.99))),
                new Precisions.Written("int8", 121_000, Map.of("official", Map.of("accuracy", 0.9352)))));
    }
}
