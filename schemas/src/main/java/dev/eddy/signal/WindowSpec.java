package dev.eddy.signal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a stream of samples is cut into windows. Window k of an epoch holds the samples {@code [k * hop - lead, k * hop -
 * lead + length)}; samples before the first are zeros.
 *
 * @param length samples per window, 1 to {@value #MAX_LENGTH}
 * @param hop samples from one window's start to the next one's, 1 or more; less than {@code length} overlaps, more skips
 * @param lead zeros before the first sample of an epoch, 0 to {@code length - 1}: left context for audio
 * @param maxGap the longest run of missing samples that is filled; a longer one starts a new epoch. 0 fills nothing
 * @param fill with what; null means {@link GapFill#HOLD}
 * @param flush whether the end of an epoch, unless by a gap or a reset, gives the samples that no window has covered a
 *     window of their own, its rest zeros; otherwise they are dropped
 * @param epochs what ends an epoch; null means {@link EpochSpec#USUAL}
 * @param resample how readings at any times become samples; null where only samples at the model's rate come
 */
public record WindowSpec(
        int length,
        int hop,
        int lead,
        int maxGap,
        GapFill fill,
        boolean flush,
        EpochSpec epochs,
        @Nullable ResampleSpec resample) {

    /** The most samples one window may have. */
    public static final int MAX_LENGTH = 1 << 22;

    /** Checks every value against its range. */
    public WindowSpec {
        Specs.requireRange("window.length", length, 1, MAX_LENGTH);
        Specs.requireRange("window.hop", hop, 1, MAX_LENGTH);
        Specs.requireRange("window.lead", lead, 0, length - 1);
        Specs.requireRange("window.maxGap", maxGap, 0, MAX_LENGTH);
        fill = Objects.requireNonNullElse(fill, GapFill.HOLD);
        epochs = Objects.requireNonNullElse(epochs, EpochSpec.USUAL);
    }

    /**
     * Samples come at the model's rate.
     *
     * @param length samples per window
     * @param hop samples from one window's start to the next one's
     * @param lead zeros before the first sample of an epoch
     * @param maxGap the longest run of missing samples that is filled
     * @param fill with what
     * @param flush whether the end of an event flushes its unfinished window
     * @param epochs what ends an epoch
     */
    public WindowSpec(int length, int hop, int lead, int maxGap, GapFill fill, boolean flush, EpochSpec epochs) {
        this(length, hop, lead, maxGap, fill, flush, epochs, null);
    }

    /**
     * Epochs end with a gap or an end of event.
     *
     * @param length samples per window
     * @param hop samples from one window's start to the next one's
     * @param lead zeros before the first sample of an epoch
     * @param maxGap the longest run of missing samples that is filled
     * @param fill with what
     * @param flush whether the end of an event flushes its unfinished window
     */
    public WindowSpec(int length, int hop, int lead, int maxGap, GapFill fill, boolean flush) {
        this(length, hop, lead, maxGap, fill, flush, EpochSpec.USUAL);
    }

    /**
     * Gaps are filled by holding, unfinished windows are dropped.
     *
     * @param length samples per window
     * @param hop samples from one window's start to the next one's
     * @param lead zeros before the first sample of an epoch
     * @param maxGap the longest run of missing samples that is filled
     */
    public WindowSpec(int length, int hop, int lead, int maxGap) {
        this(length, hop, lead, maxGap, GapFill.HOLD, false);
    }

    /**
     * Windows that follow each other without overlap, lead or gap filling.
     *
     * @param length samples per window
     * @return the spec
     */
    public static WindowSpec tumbling(int length) {
        return new WindowSpec(length, length, 0, 0);
    }

    /**
     * The same windows of readings at any times.
     *
     * @param rule how they become samples
     * @return a new spec
     */
    public WindowSpec withResampling(ResampleSpec rule) {
        return new WindowSpec(length, hop, lead, maxGap, fill, flush, epochs, rule);
    }

    /**
     * What a window is made of.
     *
     * @param signal what comes
     * @return the same, with one channel more under {@link GapFill#MASK}: whether the sample was measured
     */
    public SignalSpec given(SignalSpec signal) {
        return fill == GapFill.MASK ? new SignalSpec(signal.channels() + 1, signal.sampleRate()) : signal;
    }

    /**
     * The same windows in other epochs.
     *
     * @param others what ends an epoch
     * @return a new spec
     */
    public WindowSpec withEpochs(EpochSpec others) {
        return new WindowSpec(length, hop, lead, maxGap, fill, flush, others, resample);
    }
}
