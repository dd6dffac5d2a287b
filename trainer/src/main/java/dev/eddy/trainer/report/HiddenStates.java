package dev.eddy.trainer.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the hidden units did while one example went by.
 *
 * @param example says which
 * @param signal [channel][sample], over the same time as the steps; the first three channels are shown
 * @param units [unit][step], at least one of each, all of equal length; the state at the end of each step
 * @param secondsPerStep distance of two steps
 * @param strips labels under the picture, if the model gives labels
 */
public record HiddenStates(
        String example, double[][] signal, float[][] units, double secondsPerStep, List<Strip> strips)
        implements Section {

    /** Of the signal, that are shown. */
    static final int CHANNELS = 3;

    /**
     * A label per step.
     *
     * @param name who says so: answered, true
     * @param labels one per step
     */
    public record Strip(String name, List<String> labels) {

        /** Copies the labels. */
        public Strip {
            labels = List.copyOf(labels);
        }
    }

    /** Checks the shapes. */
    public HiddenStates {
        strips = List.copyOf(strips);
        if (units.length == 0 || units[0].length == 0) {
            throw new IllegalArgumentException(
                    "hidden states of '%s' must have a unit and a step; leave the section out".formatted(example));
        }
        checkLengths(example, units, strips);
    }

    private static void checkLengths(String example, float[][] units, List<Strip> strips) {
        int steps = units[0].length;
        if (Arrays.stream(units).anyMatch(unit -> unit.length != steps)) {
            throw new IllegalArgumentException(
                    "every unit of '%s' must have %d steps, as the first has; give [unit][step]"
                            .formatted(example, steps));
        }
        strips.stream().filter(strip -> strip.labels.size() != steps).forEach(strip -> {
            throw new IllegalArgumentException(
                    "strip '%s' of '%s' has %d labels, but there are %d steps; give one label per step"
                            .formatted(strip.name, example, strip.labels.size(), steps));
        });
    }

    @Override
    public String title() {
        return "Hidden states: " + example;
    }

    @Override
    public Tag content() {
        HeatMap map = HeatMap.of(UnitOrder.bySimilarity(units));
        String told = "%d units, those that run alike beside each other, over %d steps; above them %s%s"
                .formatted(units.length, units[0].length, above(), strips.isEmpty() ? "" : ", below them labels");
        Tag drawing = new StatePicture(this).draw(map).with("aria-label", told);
        return Tag.styled("figure", "wide")
                .add(Tag.of("figcaption", told))
                .add(Tag.styled("div", "scroll")
                        .with("tabindex", "0")
                        .with("role", "region")
                        .with("aria-label", title() + ", scrolls sideways")
                        .add(drawing))
                .add(legend(map));
    }

    private String above() {
        return signal.length <= CHANNELS
                ? "the signal"
                : "the first %d of %d channels".formatted(CHANNELS, signal.length);
    }

    double seconds() {
        return units[0].length * secondsPerStep;
    }

    private static Tag legend(HeatMap map) {
        String limit = String.format(Locale.ROOT, "%.2f", map.limit());
        return Tag.styled("p", "ramp")
                .add(Tag.of("span", "−" + limit))
                .add(Tag.of("i").with("aria-hidden", "true"))
                .add(Tag.of("span", "+" + limit))
                .add(Tag.of("span", "state of a unit; zero has no colour"));
    }
}
