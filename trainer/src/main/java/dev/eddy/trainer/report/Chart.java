package dev.eddy.trainer.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A drawing with axes, a title and a legend. Not thread-safe. */
final class Chart {

    private static final int LEFT = 76;
    private static final int TOP = 10;
    private static final int BOTTOM = 44;

    private final String title;
    private final String x;
    private final String y;
    private final List<Mark> marks = new ArrayList<>();
    private double[] held = {};
    private int width = 480;
    private int height = 280;

    /**
     * Nothing drawn yet.
     *
     * @param title what is shown
     * @param x title of the horizontal axis, with its unit
     * @param y title of the vertical axis, with its unit
     */
    Chart(String title, String x, String y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    Chart add(Mark mark) {
        marks.add(mark);
        return this;
    }

    Chart line(Series points, String style) {
        return add(new Mark.Line(points, style));
    }

    /** Values that the vertical axis holds in any case. */
    Chart holding(double... values) {
        held = values.clone();
        return this;
    }

    /** As wide as the page; a narrow screen scrolls. */
    Chart wide() {
        width = 960;
        height = 260;
        return this;
    }

    /** One of three beside each other. */
    Chart small() {
        width = 340;
        height = 240;
        return this;
    }

    Chart square() {
        height = 420;
        return this;
    }

    Tag draw() {
        Tag figure = Tag.styled("figure", width > 480 ? "wide" : width < 480 ? "small" : "chart")
                .add(Tag.of("figcaption", title));
        Tag drawing = Tag.styled("div", "scroll").add(drawing());
        if (width > 480) {
            drawing.with("tabindex", "0").with("role", "region").with("aria-label", title + ", scrolls sideways");
        }
        return marks.size() > 1 ? figure.add(drawing, legend()) : figure.add(drawing);
    }

    private Tag drawing() {
        String told = marks.stream().map(Mark::summary).collect(Collectors.joining("; "));
        Axes axes = axes();
        return Tag.of("svg")
                .with("viewBox", "0 0 %d %d".formatted(width, height))
                .with("role", "img")
                .with("aria-label", title + ". " + told)
                .add(axes.rows(y))
                .add(axes.columns(x))
                .add(marks.stream().flatMap(mark -> mark.draw(axes).stream()).toList());
    }

    private Axes axes() {
        DoubleStream ys = DoubleStream.concat(all(Mark::ys), Arrays.stream(held));
        double[] across = range(all(Mark::xs));
        double[] up = range(ys);
        Axis flat = Axis.exact(across[0], across[1], LEFT, width - 12);
        boolean whole = all(Mark::xs).allMatch(place -> place == Math.rint(place));
        return new Axes(
                whole ? flat.whole() : flat,
                Axis.exact(up[0], up[1], height - BOTTOM, TOP).rounded());
    }

    private DoubleStream all(Function<Mark, DoubleStream> part) {
        return marks.stream().flatMapToDouble(part);
    }

    private static double[] range(DoubleStream values) {
        var statistics = values.summaryStatistics();
        return statistics.getCount() == 0
                ? new double[] {0, 1}
                : new double[] {statistics.getMin(), statistics.getMax()};
    }

    private Tag legend() {
        Tag list = Tag.styled("ul", "legend");
        marks.forEach(mark -> list.add(Tag.of("li")
                .add(Tag.styled("i", mark.style()).with("aria-hidden", "true"))
                .text(mark.name())));
        return list;
    }
}
