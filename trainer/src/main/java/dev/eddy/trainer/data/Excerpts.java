package dev.eddy.trainer.data;

import dev.eddy.trainer.config.Fields;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which runs of steps are taken out of recordings. Each starts from the initial hidden state.
 *
 * @param steps how many steps a run has at most, 0 for all; a shorter recording gives one run of what it has
 * @param hop steps from the start of one run to the start of the next, 0 for one run per recording
 * @param together which recordings are laid end to end before
 */
public record Excerpts(int steps, int hop, EndToEnd together) {

    /** One run per recording, with all its steps. */
    public static final Excerpts WHOLE = new Excerpts(0, 0);

    private static final int MAX_STEPS = 1 << 20;

    /**
     * Out of each recording alone.
     *
     * @param steps how many steps a run has at most, 0 for all
     * @param hop steps from the start of one run to the start of the next, 0 for one run per recording
     */
    public Excerpts(int steps, int hop) {
        this(steps, hop, EndToEnd.ALONE);
    }

    /**
     * Reads {@code steps}, {@code hop}, {@code together} and {@code pause}; all may be left out.
     *
     * @param fields the mapping that holds them
     * @return the rule
     */
    public static Excerpts read(Fields fields) {
        return new Excerpts(
                fields.integer("steps", 1, MAX_STEPS, 0),
                fields.integer("hop", 1, MAX_STEPS, 0),
                EndToEnd.read(fields));
    }

    /**
     * Applies the rule to some recordings.
     *
     * @param all each recording's steps; those without any are passed over
     * @return the runs in the order of the recordings
     */
    public List<Steps> of(List<Steps> all) {
        return all.stream().filter(one -> one.count() > 0).flatMap(this::of).toList();
    }

    private Stream<Steps> of(Steps all) {
        int length = steps == 0 ? all.count() : Math.min(steps, all.count());
        int last = hop == 0 ? 0 : all.count() - length;
        return IntStream.iterate(0, from -> from <= last, from -> from + Math.max(hop, 1))
                .limit(hop == 0 ? 1 : Long.MAX_VALUE)
                .mapToObj(from -> all.slice(from, from + length));
    }
}
