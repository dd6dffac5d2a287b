package dev.eddy.event;

import dev.eddy.signal.Samples;
import org.jspecify.annotations.Nullable;

/** From the value of a record to samples, in one format. Any thread may call. */
public interface SignalReader {

    /**
     * Reads what is plain, which most is.
     *
     * @param value as it came
     * @return its samples, all finite; null where only {@link #read} can tell
     */
    default @Nullable Samples inPlace(byte[] value) {
        return null;
    }

    /**
     * Reads a value.
     *
     * @param envelope what else is known of it
     * @param value as it came
     * @return its samples or readings, all values finite or missing
     * @throws UnreadableEventException when it can never be read
     * @throws RegistryUnavailableException when the registry did not answer
     * @throws RefusedChunkException when it cannot be used
     */
    Samples read(Envelope envelope, byte[] value);
}
