package dev.eddy.signal;

/**
 * Where a key stands in its stream.
 *
 * @param started whether any sample has come
 * @param newestMicros time of the newest sample, those that wait left out, microseconds since 1970; 0 before the first
 * @param epoch resets so far
 * @param step windows cut in this epoch so far, which is the step of the next one
 * @param began why the epoch began
 * @param ended whether the epoch is over and the next one has not begun
 * @param unfinished samples of the next window that have come
 * @param early chunks that wait for older ones
 * @param open complete windows that have no score yet, which the hidden state does not know
 */
public record Place(
        boolean started,
        long newestMicros,
        long epoch,
        long step,
        Beginning began,
        boolean ended,
        int unfinished,
        int early,
        int open) {

    static Place of(KeyState state) {
        Windower at = state.windower;
        long newest = at.started ? at.anchorMicros + at.signal.micros(at.known() - 1) : 0;
        return new Place(
                at.started,
                newest,
                at.epoch,
                at.cut.step,
                at.began,
                at.ended,
                at.cut.tail(),
                state.early.all().size(),
                state.open());
    }
}
