package dev.eddy.signal;

/** What a chunk turned out to be once it met the stream of its key. */
public enum Arrival {
    /** Continues the stream; samples that were known already were trimmed. */
    APPENDED,
    /** The first chunk of an epoch: the first of the key, or the first after an end of event. */
    STARTED,
    /** Came after a gap short enough to fill: the missing samples hold the last value. */
    GAP_FILLED,
    /** Came after a gap too long to fill: a new epoch starts with it. */
    GAP_RESET,
    /** All its samples are known already; nothing changed. */
    DUPLICATE,
    /** Came before others that belong in front of it, and waits for them. */
    EARLY,
    /** Lies where nothing can be added any more: before the gap or the mark that is behind, or in one that was filled. */
    LATE,
    /** Has no samples and ends no event: nothing changed. */
    EMPTY
}
