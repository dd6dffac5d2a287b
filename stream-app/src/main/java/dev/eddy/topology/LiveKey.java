package dev.eddy.topology;

import dev.eddy.signal.KeyState;
import org.apache.kafka.common.utils.Bytes;

/** A key in memory. {@code dirty} belongs to the {@link KeyStateStore}. One thread. */
final class LiveKey {

    /** As the store and the topics know it; nobody writes to the bytes. */
    final Bytes name;

    final KeyState state;
    boolean dirty;

    LiveKey(Bytes name, KeyState state) {
        this.name = name;
        this.state = state;
    }
}
