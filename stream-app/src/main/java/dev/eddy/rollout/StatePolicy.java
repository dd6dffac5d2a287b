package dev.eddy.rollout;

/** What becomes of the hidden states when another model takes over. */
public enum StatePolicy {
    /** They are handed over: both models mean the same by them. */
    CARRY,
    /** A new epoch begins for each key. */
    RESET,
    /** Each key's is made anew by the new model from the windows that the key had last. */
    REPLAY,
    /** Those that the model has made in a trial go on with it; for each key that it did not score a new epoch begins. */
    SHADOW,
    /** Both models score each key until they agree on it, at most until a time. */
    DUAL_RUN
}
