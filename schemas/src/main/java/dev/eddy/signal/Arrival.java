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
    /** Lies before the start of the current epoch, where nothing can be added any more; nothing changed. */
    LATE,
    /** Has no samples and ends no event: nothing changed. */
    EMPTY
}
