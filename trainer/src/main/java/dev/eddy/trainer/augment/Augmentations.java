package dev.eddy.trainer.augment;

import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Names;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Steps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is done to the samples of a run, one after the other, anew in each epoch. The truth of its steps stays as it is:
 * whatever moves the signal in time is for runs of one label, or must move it little against a step.
 */
public final class Augmentations {

    /** None at all. */
    public static final Augmentations NONE = new Augmentations(List.of());

    private static final Map<String, Function<Fields, Augmentation>> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("crop", Crop::read),
            Map.entry("dropChannel", DropChannel::read),
            Map.entry("gain", Gain::read),
            Map.entry("gaps", Gaps::read),
            Map.entry("jitter", Jitter::read),
            Map.entry("mask", Mask::read),
            Map.entry("noise", WhiteNoise::read),
            Map.entry("rotate", Rotate::read),
            Map.entry("scale", Scale::read),
            Map.entry("shift", Shift::read),
            Map.entry("speed", Speed::read),
            Map.entry("timeWarp", TimeWarp::read)));

    private final List<Augmentation> all;

    private Augmentations(List<Augmentation> all) {
        this.all = all;
    }

    /**
     * Reads the list {@code augment} of an experiment.
     *
     * @param items one mapping with one entry each
     * @return those that could be read; what could not is among the problems
     */
    public static Augmentations read(List<Fields> items) {
        return new Augmentations(items.stream()
                .map(Augmentations::read)
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<Augmentation> read(Fields item) {
        Map<String, Fields> entries = item.entries();
        String name = entries.keySet().stream().findFirst().orElse("nothing");
        Function<Fields, Augmentation> kind = KINDS.get(name);
        if (entries.size() == 1 && kind != null) {
            return entries.values().stream().findFirst().map(fields -> fields.read(kind));
        }
        item.problems()
                .add("%s must name one augmentation but names %s: %s"
                        .formatted(item.path(), entries.keySet(), Names.advice(name, KINDS.keySet())));
        return Optional.empty();
    }

    /**
     * Whether nothing is done.
     *
     * @return true when there are none
     */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Notes what does not fit to a signal.
     *
     * @param channels of the signal
     * @param problems takes it
     */
    public void check(int channels, Problems problems) {
        all.forEach(one -> one.check(channels, problems));
    }

    /**
     * Changes a run of steps.
     *
     * @param run not changed
     * @param window how it was cut: what overlapping windows share stays shared
     * @param seed the same one gives the same change
     * @return as many steps with the same truth
     */
    public Steps apply(Steps run, WindowSpec window, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int channels = run.values().length / run.count() / window.length();
        Timeline timeline =
                new Timeline(window.length() * channels, Math.min(window.hop(), window.length()) * channels);
        float[] values = timeline.joined(run.values());
        for (Augmentation one : all) {
            values = one.apply(values, channels, window.fill(), random);
        }
        return new Steps(run.key(), run.group(), timeline.cut(values), run.labels(), run.truth());
    }
}
