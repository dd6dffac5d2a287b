package dev.eddy.trainer.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of numbers, in memory as long as they are few, the others in a file. First all are added, then they are read.
 *
 * <p>Not thread-safe.
 */
final class FloatStore {

    private final long memory;
    private final List<float[]> kept = new ArrayList<>();
    private final MappedFloats spilled = new MappedFloats();
    private long used;
    private int size;

    /** A store that keeps at most so many bytes in memory. */
    FloatStore(long memory) {
        this.memory = memory;
    }

    /** Adds an array, which must not change afterwards. */
    void add(float[] values) {
        used += (long) values.length * Float.BYTES;
        size++;
        if (used <= memory) {
            kept.add(values);
            return;
        }
        try {
            spilled.add(values);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "features beyond fit.memory need a temporary file in %s: free some space there, set java.io.tmpdir, or raise fit.memory"
                            .formatted(System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    /** One array by the order in which they were added. */
    float[] get(int index) {
        return index < kept.size() ? kept.get(index) : spilled.get(index - kept.size());
    }

    int size() {
        return size;
    }

    boolean isSpilled() {
        return size > kept.size();
    }
}
