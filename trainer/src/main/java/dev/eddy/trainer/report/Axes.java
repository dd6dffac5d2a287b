package dev.eddy.trainer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Two axes and the area between them.
 *
 * @param x from left to right
 * @param y from bottom to top
 */
record Axes(Axis x, Axis y) {

    /** Lines across and their values at the left. */
    List<Tag> rows(String title) {
        List<Tag> drawn = new ArrayList<>();
        for (double tick : y.ticks()) {
            double place = y.at(tick);
            drawn.add(line(x.from(), place, x.to(), place).with("class", "grid"));
            drawn.add(label(x.from() - 6, place + 4, y.label(tick)).with("text-anchor", "end"));
        }
        drawn.add(upright((y.from() + y.to()) / 2, title));
        return drawn;
    }

    /** Marks and values along the bottom. */
    List<Tag> columns(String title) {
        List<Tag> drawn = new ArrayList<>();
        double bottom = y.from();
        drawn.add(line(x.from(), bottom, x.to(), bottom).with("class", "base"));
        for (double tick : x.ticks()) {
            double place = x.at(tick);
            drawn.add(line(place, bottom, place, bottom + 4).with("class", "base"));
            drawn.add(label(place, bottom + 18, x.label(tick)).with("text-anchor", "middle"));
        }
        drawn.add(label((x.from() + x.to()) / 2, bottom + 36, title)
                .with("class", "axis")
                .with("text-anchor", "middle"));
        return drawn;
    }

    static Tag line(double x1, double y1, double x2, double y2) {
        return Tag.of("line").with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
    }

    static Tag label(double x, double y, String text) {
        return Tag.of("text").with("x", x).with("y", y).text(text);
    }

    /** The title of a vertical axis, read from the bottom up. */
    static Tag upright(double middle, String title) {
        return label(14, middle, title)
                .with("class", "axis")
                .with("text-anchor", "middle")
                .with("transform", "rotate(-90 14 %s)".formatted(Numbers.coordinate(middle)));
    }
}
