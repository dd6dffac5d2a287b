package dev.eddy.trainer.report;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Loss, validation and learning rate over the epochs.
 *
 * @param validation what {@link EpochReport#validation()} is: accuracy, mean absolute error, …
 * @param epochs in their order, at least one
 * @param kept the epoch whose weights are in the file; empty without validation, where that is the last one
 */
public record LearningCurves(String validation, List<EpochReport> epochs, OptionalInt kept) implements Section {

    /** Copies the epochs. */
    public LearningCurves {
        epochs = List.copyOf(epochs);
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException(
                    "learning curves of %s must have an epoch; leave the section out".formatted(validation));
        }
    }

    @Override
    public String title() {
        return "Learning curves";
    }

    @Override
    public Tag content() {
        Tag charts = Tag.styled("div", "charts three").add(loss());
        if (has(EpochReport::validation)) {
            charts.add(chart("Validation " + validation, series(validation, EpochReport::validation), "c2"));
        }
        if (has(EpochReport::rate)) {
            charts.add(chart("Learning rate", series("rate", EpochReport::rate), "c3"));
        }
        return Tag.of("div")
                .add(Tag.styled("p", "note").text(note()))
                .add(charts)
                .add(Tag.of("details").add(Tag.of("summary", "Every epoch in numbers"), table()));
    }

    private String note() {
        double seconds = epochs.stream().mapToDouble(EpochReport::seconds).sum();
        EpochReport least = epochs.stream()
                .min(Comparator.comparingDouble(EpochReport::loss))
                .orElseThrow();
        return "%d %s in %s. The file holds the weights of epoch %d%s. The training loss was lowest, %s, in epoch %d."
                .formatted(
                        epochs.size(),
                        epochs.size() == 1 ? "epoch" : "epochs",
                        Numbers.seconds(seconds),
                        kept.orElse(epochs.size()),
                        kept.isPresent() ? ", the best on the held-out part" : ", the last",
                        Numbers.plain(least.loss()),
                        least.epoch());
    }

    private Tag loss() {
        Chart chart = new Chart("Loss", "epoch", "loss").small().holding(0);
        chart.line(of("training", EpochReport::loss), "c0");
        if (has(EpochReport::validationLoss)) {
            chart.line(series("validation", EpochReport::validationLoss), "c1 dash");
        }
        return chart.draw();
    }

    private static Tag chart(String title, Series series, String style) {
        return new Chart(title, "epoch", series.name())
                .small()
                .line(series, style)
                .draw();
    }

    private Tag table() {
        Table table =
                new Table("Every epoch", List.of("epoch", "loss", "validation loss", validation, "rate", "seconds"));
        epochs.forEach(epoch -> table.row(
                Integer.toString(epoch.epoch()),
                Numbers.plain(epoch.loss()),
                Numbers.plain(epoch.validationLoss().orElse(Double.NaN)),
                Numbers.plain(epoch.validation().orElse(Double.NaN)),
                Numbers.plain(epoch.rate().orElse(Double.NaN)),
                Numbers.seconds(epoch.seconds())));
        return table.draw();
    }

    private boolean has(Function<EpochReport, OptionalDouble> part) {
        return epochs.stream().map(part).anyMatch(OptionalDouble::isPresent);
    }

    private Series series(String name, Function<EpochReport, OptionalDouble> part) {
        return of(name, epoch -> part.apply(epoch).orElse(Double.NaN));
    }

    private Series of(String name, ToDoubleFunction<EpochReport> part) {
        Stream<EpochReport> all = epochs.stream();
        double[] places = epochs.stream().mapToDouble(EpochReport::epoch).toArray();
        return new Series(name, places, all.mapToDouble(part).toArray());
    }
}
