package dev.eddy.cluster;

/** A command, or what several have in common, that knows what its user must be allowed to do in Kafka. */
public interface NeedsRights {

    /** Explains why Kafka lets the user not do it. */
    Refusal refusal();
}
