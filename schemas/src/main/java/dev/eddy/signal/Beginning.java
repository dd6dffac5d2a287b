package dev.eddy.signal;

import java.util.Arrays;

/** Why an epoch began. */
public enum Beginning {
    /** Nobody knows: the state is from before it was kept. */
    UNKNOWN(0),
    /** It is the first one of its key. */
    FIRST(1),
    /** More samples were missing than may be filled. */
    GAP(2),
    /** The epoch before ended with an end of event. */
    MARK(3),
    /** A chunk asked for it. */
    RESET(4),
    /** The epoch before ended in silence. */
    SILENCE(5),
    /** The epoch before had lasted as long as an epoch may. */
    DURATION(6);

    /** Three bits: what stands for it in a key's state at rest. */
    final int code;

    Beginning(int code) {
        this.code = code;
    }

    /** Whether the samples after the end of the epoch before are counted on from it, with its time as the base. */
    boolean goesOn() {
        return this == SILENCE || this == DURATION;
    }

    /** What some bits stand for; those of a later version are not known. */
    static Beginning of(int code) {
        return Arrays.stream(values()).filter(it -> it.code == code).findFirst().orElse(UNKNOWN);
    }
}
