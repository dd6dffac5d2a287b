package dev.eddy.trainer.fit;

import dev.eddy.trainer.report.EpochReport;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The reports of all epochs as one row of numbers. */
final class Reports {

    private static final int WIDTH = 6;

    private Reports() {}

    static double[] numbers(List<EpochReport> reports) {
        double[] numbers = new double[reports.size() * WIDTH];
        for (int i = 0; i < reports.size(); i++) {
            EpochReport report = reports.get(i);
            numbers[i * WIDTH] = report.epochs();
            numbers[i * WIDTH + 1] = report.loss();
            numbers[i * WIDTH + 2] = report.validation().orElse(Double.NaN);
            numbers[i * WIDTH + 3] = report.seconds();
            numbers[i * WIDTH + 4] = report.validationLoss().orElse(Double.NaN);
            numbers[i * WIDTH + 5] = report.rate().orElse(Double.NaN);
        }
        return numbers;
    }

    static List<EpochReport> of(double[] numbers) {
        return IntStream.range(0, numbers.length / WIDTH)
                .mapToObj(i -> new EpochReport(
                        i + 1,
                        (int) numbers[i * WIDTH],
                        numbers[i * WIDTH + 1],
                        known(numbers[i * WIDTH + 2]),
                        numbers[i * WIDTH + 3],
                        known(numbers[i * WIDTH + 4]),
                        known(numbers[i * WIDTH + 5])))
                .toList();
    }

    private static OptionalDouble known(double number) {
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }
}
