package dev.eddy.trainer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which labels were answered for which.
 *
 * @param protocol the way of testing
 * @param labels by index, as many as the confusion has
 * @param confusion what was counted
 */
public record Classification(String protocol, List<String> labels, Confusion confusion) implements Section {

    private static final int MOST_LABELS = 50;
    private static final int MOST_CONFUSIONS = 8;

    /** Checks that every label has a name. */
    public Classification {
        labels = List.copyOf(labels);
        if (labels.size() != confusion.size()) {
            throw new IllegalArgumentException("confusion of '%s' has %d labels, but %d names; give one name per label"
                    .formatted(protocol, confusion.size(), labels.size()));
        }
    }

    /** A label that was taken for another, so many times. */
    private record Mistake(int actual, int predicted, long count) {}

    @Override
    public String title() {
        return "Labels: " + protocol;
    }

    @Override
    public Tag content() {
        Tag content = Tag.of("div").add(Tag.styled("p", "note").text(note()));
        if (labels.size() <= MOST_LABELS) {
            content.add(matrix());
        } else {
            content.add(Tag.styled("p", "note")
                    .text("The table of %d by %d labels is left out.".formatted(labels.size(), labels.size())));
        }
        return content.add(Tag.of("h3", "Most frequent confusions"), mistakes(), perLabel());
    }

    private String note() {
        return "%s of %s answers are right; macro-F1 is %s."
                .formatted(
                        Numbers.percent(confusion.accuracy()),
                        Numbers.count(confusion.total()),
                        Numbers.plain(confusion.macroF1()));
    }

    private Tag matrix() {
        List<String> columns = new ArrayList<>(List.of("true \\ answered"));
        columns.addAll(labels);
        Table table = new Table("Answers by true label (rows): count and share of the row", columns);
        indices()
                .forEach(actual -> table.row(
                        labels.get(actual),
                        indices().mapToObj(predicted -> cell(actual, predicted)).toList()));
        return table.draw().with("class", "scroll matrix");
    }

    /** The square root shows rare confusions too. */
    private Tag cell(int actual, int predicted) {
        long count = confusion.count(actual, predicted);
        long all = confusion.actual(actual);
        double share = all == 0 ? 0 : (double) count / all;
        double heat = actual == predicted ? share : Math.sqrt(share);
        Tag cell = Tag.styled("td", (actual == predicted ? "right" : "wrong") + (heat > 0.72 ? " hot" : ""));
        if (count == 0) {
            return cell.text("0").with("data-none", "");
        }
        return cell.with("style", String.format(Locale.ROOT, "--heat:%.3f", heat))
                .add(Tag.of("b", Numbers.count(count)))
                .text(" ")
                .add(Tag.of("small", Numbers.percent(share)));
    }

    private Tag mistakes() {
        List<Mistake> most = indices()
                .boxed()
                .flatMap(actual -> indices().mapToObj(p -> new Mistake(actual, p, confusion.count(actual, p))))
                .filter(mistake -> mistake.actual != mistake.predicted && mistake.count > 0)
                .sorted(Comparator.comparingLong(Mistake::count).reversed())
                .limit(MOST_CONFUSIONS)
                .toList();
        Tag list = Tag.of("ol");
        most.forEach(mistake -> list.add(said(mistake)));
        return most.isEmpty() ? Tag.styled("p", "note").text("None: every answer is right.") : list;
    }

    private Tag said(Mistake mistake) {
        long all = confusion.actual(mistake.actual);
        String share = Numbers.percent((double) mistake.count / all);
        return Tag.of("li")
                .add(Tag.of("b", labels.get(mistake.actual)))
                .text(" was taken for ")
                .add(Tag.of("b", labels.get(mistake.predicted)))
                .text(" %s of %s times (%s)".formatted(Numbers.count(mistake.count), Numbers.count(all), share));
    }

    private Tag perLabel() {
        Table table = new Table("Every label", List.of("label", "support", "precision", "recall", "F1"));
        indices()
                .forEach(i -> table.row(
                        labels.get(i),
                        List.of(
                                Tag.of("td", Numbers.count(confusion.actual(i))),
                                share(confusion.predicted(i), confusion.precision(i)),
                                share(confusion.actual(i), confusion.recall(i)),
                                share(confusion.actual(i) + confusion.predicted(i), confusion.f1(i)))));
        return table.draw();
    }

    /** With a bar as long as the share. */
    private static Tag share(long whole, double share) {
        return whole == 0
                ? Tag.of("td", Numbers.NONE)
                : Tag.styled("td", "bar")
                        .with("style", String.format(Locale.ROOT, "--share:%.1f%%", share * 100))
                        .text(Numbers.percent(share));
    }

    private IntStream indices() {
        return IntStream.range(0, labels.size());
    }
}
