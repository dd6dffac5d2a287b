package dev.eddy.trainer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A strip of labels over time, one coloured bar per run of the same label.
 *
 * @param labels one per step
 * @param order the colours go by the place in this list
 */
record LabelRuns(List<String> labels, List<String> order) {

    private static final int HEIGHT = 18;
    private static final int COLOURS = 8;

    /** A letter is about so wide. */
    private static final double LETTER = 7;

    List<Tag> draw(Axis time, double top, double secondsPerStep) {
        List<Tag> drawn = new ArrayList<>();
        int from = 0;
        for (int step = 1; step <= labels.size(); step++) {
            if (step == labels.size() || !labels.get(step).equals(labels.get(from))) {
                double left = time.at(from * secondsPerStep);
                drawn.add(bar(labels.get(from), left, top, time.at(step * secondsPerStep) - left));
                from = step;
            }
        }
        return drawn;
    }

    private Tag bar(String label, double left, double top, double width) {
        Tag group = Tag.styled("g", "run c" + order.indexOf(label) % COLOURS)
                .add(Tag.of("title", label))
                .add(Tag.of("rect")
                        .with("x", left)
                        .with("y", top)
                        .with("width", width)
                        .with("height", HEIGHT));
        return label.length() * LETTER + 6 < width
                ? group.add(Axes.label(left + width / 2, top + 13, label).with("text-anchor", "middle"))
                : group;
    }
}
