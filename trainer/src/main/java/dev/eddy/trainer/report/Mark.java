package dev.eddy.trainer.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Something drawn between the axes of a chart. */
interface Mark {

    /** Stands in the legend. */
    String name();

    /** CSS class: its colour and, of lines, its dashes. */
    String style();

    /** What it is, for somebody who cannot see it. */
    String summary();

    /** What the axes must hold. */
    List<Series> series();

    default DoubleStream xs() {
        return series().stream()
                .flatMapToDouble(series -> Arrays.stream(series.x()))
                .filter(Double::isFinite);
    }

    default DoubleStream ys() {
        return series().stream()
                .flatMapToDouble(series -> Arrays.stream(series.y()))
                .filter(Double::isFinite);
    }

    List<Tag> draw(Axes axes);

    /** A line through points; a short one has a mark at each that tells its value. */
    record Line(Series points, String style) implements Mark {

        private static final int MARKED = 120;

        @Override
        public String name() {
            return points.name();
        }

        @Override
        public String summary() {
            return points.summary();
        }

        @Override
        public List<Series> series() {
            return List.of(points);
        }

        @Override
        public List<Tag> draw(Axes axes) {
            Tag group = Tag.styled("g", "line " + style);
            group.add(Tag.of("path").with("d", Paths.through(axes, points.thinned())));
            if (points.y().length <= MARKED) {
                IntStream.range(0, points.y().length)
                        .filter(i -> Double.isFinite(points.y()[i]))
                        .forEach(i -> group.add(point(axes, i)));
            }
            return List.of(group);
        }

        private Tag point(Axes axes, int i) {
            String told = "%s: %s at %s".formatted(name(), Numbers.plain(points.y()[i]), place(points.x()[i]));
            return Tag.of("circle")
                    .with("cx", axes.x().at(points.x()[i]))
                    .with("cy", axes.y().at(points.y()[i]))
                    .with("r", "2")
                    .add(Tag.of("title", told));
        }

        private static String place(double x) {
            return x == Math.rint(x) ? Long.toString((long) x) : Numbers.plain(x);
        }
    }

    /** A cloud of points. */
    record Dots(Series points, String style) implements Mark {

        @Override
        public String name() {
            return points.name();
        }

        @Override
        public String summary() {
            return "%s: %d points".formatted(name(), points.y().length);
        }

        @Override
        public List<Series> series() {
            return List.of(points);
        }

        @Override
        public List<Tag> draw(Axes axes) {
            return List.of(Tag.styled("path", style).with("d", Paths.dots(axes, points)));
        }
    }

    /** Heights of bins of equal width, as an outline. */
    record Steps(Series heights, String style) implements Mark {

        @Override
        public String name() {
            return heights.name();
        }

        @Override
        public String summary() {
            return heights.summary();
        }

        @Override
        public List<Series> series() {
            return List.of(new Series(name(), new double[] {0, end(1), end(heights.y().length)}, heights.y()));
        }

        @Override
        public List<Tag> draw(Axes axes) {
            Tag group = Tag.styled("g", style);
            for (int i = 0; i < heights.y().length; i++) {
                group.add(Paths.box(axes, heights.x()[i], end(i + 1), heights.y()[i])
                        .add(Tag.of("title", "%s: %s".formatted(name(), Numbers.plain(heights.y()[i])))));
            }
            return List.of(group);
        }

        private double end(int bins) {
            return heights.x()[1] * bins;
        }
    }

    /** The area between two lines over the same places. */
    record Band(String name, Series low, Series high) implements Mark {

        @Override
        public String style() {
            return "band c0";
        }

        @Override
        public String summary() {
            return name;
        }

        @Override
        public List<Series> series() {
            return List.of(low, high);
        }

        @Override
        public List<Tag> draw(Axes axes) {
            return List.of(Tag.styled("path", style()).with("d", Paths.between(axes, low, high)));
        }
    }

    /** Stretches of the horizontal axis, each from a place to a place. */
    record Shade(String name, List<double[]> stretches) implements Mark {

        @Override
        public String style() {
            return "shade c1";
        }

        @Override
        public String summary() {
            return "%s: %d".formatted(name, stretches.size());
        }

        @Override
        public List<Series> series() {
            return List.of();
        }

        @Override
        public DoubleStream xs() {
            return stretches.stream().flatMapToDouble(Arrays::stream);
        }

        @Override
        public List<Tag> draw(Axes axes) {
            return stretches.stream()
                    .map(stretch -> Paths.column(axes, stretch[0], stretch[1])
                            .with("class", style())
                            .add(Tag.of("title", name)))
                    .toList();
        }
    }
}
