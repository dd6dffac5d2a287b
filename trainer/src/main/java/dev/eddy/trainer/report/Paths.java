package dev.eddy.trainer.report;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The outlines that marks are drawn with. */
final class Paths {

    private Paths() {}

    static String through(Axes axes, Series points) {
        StringBuilder path = new StringBuilder();
        char pen = 'M';
        for (int i = 0; i < points.y().length; i++) {
            if (Double.isFinite(points.y()[i])) {
                path.append(pen).append(place(axes, points, i));
                pen = 'L';
            } else {
                pen = 'M';
            }
        }
        return path.toString();
    }

    /** Lines without length, which round ends make into dots. */
    static String dots(Axes axes, Series points) {
        return IntStream.range(0, points.y().length)
                .filter(i -> Double.isFinite(points.x()[i]) && Double.isFinite(points.y()[i]))
                .mapToObj(i -> "M" + place(axes, points, i) + "h0")
                .collect(Collectors.joining());
    }

    static String between(Axes axes, Series low, Series high) {
        StringBuilder path = new StringBuilder(through(axes, high));
        for (int i = low.y().length - 1; i >= 0; i--) {
            if (Double.isFinite(low.y()[i])) {
                path.append('L').append(place(axes, low, i));
            }
        }
        return path.append('Z').toString();
    }

    /** From top to bottom of the area, at least a hair wide. */
    static Tag column(Axes axes, double from, double to) {
        double left = axes.x().at(from);
        return Tag.of("rect")
                .with("x", left)
                .with("y", axes.y().to())
                .with("width", Math.max(1, axes.x().at(to) - left))
                .with("height", axes.y().from() - axes.y().to());
    }

    /** From the bottom of the area up to a value. */
    static Tag box(Axes axes, double from, double to, double height) {
        double left = axes.x().at(from);
        double top = axes.y().at(height);
        return Tag.of("rect")
                .with("x", left + 1)
                .with("y", top)
                .with("width", axes.x().at(to) - left - 2)
                .with("height", axes.y().from() - top);
    }

    private static String place(Axes axes, Series points, int i) {
        return Numbers.coordinate(axes.x().at(points.x()[i])) + " "
                + Numbers.coordinate(axes.y().at(points.y()[i]));
    }
}
