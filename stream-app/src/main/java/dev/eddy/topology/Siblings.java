package dev.eddy.topology;

import dev.eddy.signal.Arrival;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SharedWindows;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline among others of its app.
 *
 * @param pipeline its own name; empty where it is the only one
 * @param models names of the models of others over the same topic: what is meant for them passes by
 * @param windows what those that run on one thread have cut alike; null where there are no others
 */
record Siblings(
        String pipeline, Set<String> models, @Nullable ThreadLocal<SharedWindows> windows) {

    /** The only pipeline. */
    static final Siblings NONE = new Siblings("", Set.of(), null);

    /** What a part of the graph is called. */
    String part(String kind) {
        return Pipeline.part(kind, pipeline);
    }

    /** Lets a key take an event in, which may be the same for others. */
    Arrival accept(KeyState key, Samples samples) {
        return windows == null ? key.accept(samples) : key.accept(samples, windows.get());
    }
}
