package dev.eddy.app;

import dev.eddy.cluster.Refusal;

/** A command, or what several have in common, that knows what its user must be allowed to do in Kafka. */
interface NeedsRights {

    /** Explains why Kafka lets the user not do it. */
    Refusal refusal();
}
