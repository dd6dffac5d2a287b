package dev.eddy.topology;

import java.util.Set;

/**
 * A pipeline among others of its app.
 *
 * @param pipeline its own name; empty where it is the only one
 * @param models names of the models of others over the same topic: what is meant for them passes by
 */
record Siblings(String pipeline, Set<String> models) {

    /** The only pipeline. */
    static final Siblings NONE = new Siblings("", Set.of());

    /** What a part of the graph is called. */
    String part(String kind) {
        return Pipeline.part(kind, pipeline);
    }
}
