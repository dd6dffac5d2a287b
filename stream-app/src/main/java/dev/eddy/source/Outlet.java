package dev.eddy.source;

import dev.eddy.event.SignalChunk;

/** Where signals are sent to. One thread. */
public interface Outlet extends AutoCloseable {

    /**
     * Sends a chunk, those of one key in order, each once.
     *
     * @param key stream id
     * @param chunk some samples of it
     */
    void send(String key, SignalChunk chunk);

    /** Waits until all that was sent has arrived. */
    void flush();

    @Override
    void close();
}
