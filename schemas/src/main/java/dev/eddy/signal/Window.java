package dev.eddy.signal;

/**
 * The samples of one step of one key, with their place in the stream. Immutable by agreement: nobody writes to {@code
 * values}.
 *
 * @param epoch how many epochs of the key ended before this window, from 0
 * @param step index of the window within its epoch, from 0
 * @param startMicros time of the first sample of the window, microseconds since 1970
 * @param endMicros time just after the last sample of the window, microseconds since 1970
 * @param values the values, {@code [sample][channel]} flattened, {@code length * channels} long, the channels as {@link
 *     WindowSpec#given} says
 * @param gapFilled true when some samples were missing and made up
 * @param padded true when the epoch ended within the window and the rest is zeros
 * @param began why its epoch began
 * @param initial whether it starts from the initial hidden state, as step 0 does unless the state is carried into its epoch
 */
public record Window(
        long epoch,
        long step,
        long startMicros,
        long endMicros,
        float[] values,
        boolean gapFilled,
        boolean padded,
        Beginning began,
        boolean initial) {

    /**
     * A window that is full, of an epoch of which nobody knows why it began.
     *
     * @param epoch of the key
     * @param step within the epoch
     * @param startMicros of the first sample
     * @param endMicros just after the last one
     * @param values {@code [sample][channel]}
     * @param gapFilled whether some were made up
     */
    public Window(long epoch, long step, long startMicros, long endMicros, float[] values, boolean gapFilled) {
        this(epoch, step, startMicros, endMicros, values, gapFilled, false, Beginning.UNKNOWN, step == 0);
    }

    /** The same window over values that are equal to its own, bit for bit. */
    Window over(float[] equal) {
        return new Window(epoch, step, startMicros, endMicros, equal, gapFilled, padded, began, initial);
    }
}
