package dev.eddy.trainer.fit;

import java.util.Optional;

/**
 * The part of a fit that one process does.
 *
 * @param checkpoint where the fit is taken up and kept after every epoch, if anywhere
 * @param until last epoch, from 1; the schedule is that of the whole fit all the same
 */
public record Leg(Optional<Checkpoint> checkpoint, int until) {

    /** All epochs, nothing kept. */
    public static final Leg WHOLE = new Leg(Optional.empty(), Integer.MAX_VALUE);

    /**
     * All epochs.
     *
     * @param checkpoint kept after every epoch
     * @return the leg
     */
    public static Leg whole(Checkpoint checkpoint) {
        return new Leg(Optional.of(checkpoint), Integer.MAX_VALUE);
    }
}
