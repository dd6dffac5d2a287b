package dev.eddy.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The signal, the hidden units and the labels of one example, one below the other over the same time.
 *
 * @param states what is drawn
 */
record StatePicture(HiddenStates states) {

    private static final int WIDTH = 960;
    private static final int LEFT = 84;
    private static final int RIGHT = WIDTH - 12;

    /** Where the units begin. */
    private static final int TOP = 120;

    private static final int STRIP = 22;

    Tag draw(HeatMap map) {
        return Tag.of("svg")
                .with("viewBox", "0 0 %d %d".formatted(WIDTH, bottom() + 44))
                .with("role", "img")
                .add(signal())
                .add(image(map), frame(), Axes.upright(TOP + height() / 2.0, "units"))
                .add(strips())
                .add(ruler());
    }

    private List<Tag> signal() {
        List<Mark> lines = IntStream.range(0, Math.min(states.signal().length, HiddenStates.CHANNELS))
                .mapToObj(this::channel)
                .toList();
        if (lines.isEmpty()) {
            return List.of();
        }
        var range = lines.stream().flatMapToDouble(Mark::ys).summaryStatistics();
        Axes axes = new Axes(time(), Axis.exact(range.getMin(), range.getMax(), TOP - 14, 6));
        List<Tag> drawn = new ArrayList<>(axes.rows("signal"));
        lines.forEach(line -> drawn.addAll(line.draw(axes)));
        return drawn;
    }

    private Mark channel(int channel) {
        double[] samples = states.signal()[channel];
        double distance = states.seconds() / Math.max(1, samples.length);
        Series points = Series.every("channel " + channel, distance, samples);
        return new Mark.Line(points, "c" + channel + " bare thin");
    }

    private Tag image(HeatMap map) {
        return Tag.of("image")
                .with("x", LEFT)
                .with("y", TOP)
                .with("width", RIGHT - LEFT)
                .with("height", height())
                .with("preserveAspectRatio", "none")
                .with("href", map.link());
    }

    private Tag frame() {
        Axes area = new Axes(time(), new Axis(0, 1, TOP + height(), TOP));
        return Paths.column(area, 0, states.seconds()).with("class", "frame");
    }

    private List<Tag> strips() {
        List<String> order = states.strips().stream()
                .flatMap(strip -> strip.labels().stream())
                .distinct()
                .sorted()
                .toList();
        List<Tag> drawn = new ArrayList<>();
        double top = TOP + height() + 8;
        for (HiddenStates.Strip strip : states.strips()) {
            drawn.add(Axes.label(LEFT - 6, top + 13, strip.name()).with("text-anchor", "end"));
            drawn.addAll(new LabelRuns(strip.labels(), order).draw(time(), top, states.secondsPerStep()));
            top += STRIP;
        }
        return drawn;
    }

    private List<Tag> ruler() {
        TimeScale scale = TimeScale.of(states.seconds());
        Axis time = new Axis(0, states.seconds() / scale.seconds(), LEFT, RIGHT);
        return new Axes(time, new Axis(0, 1, bottom(), 0)).columns(scale.unit());
    }

    private Axis time() {
        return new Axis(0, states.seconds(), LEFT, RIGHT);
    }

    /** Of the units. */
    private int height() {
        return Math.max(96, Math.min(320, states.units().length * 4));
    }

    private int bottom() {
        return TOP + height() + 8 + states.strips().size() * STRIP;
    }
}
