package dev.eddy.trainer.topic;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;

/**
 * One epoch of a stream: its samples from one reset of the hidden state to the next.
 *
 * @param key of the stream
 * @param epoch how many resets there were before
 * @param startMicros time of the first sample
 * @param signal what it is made of
 * @param from floats of the stream before this stretch
 * @param length samples per channel
 * @param spool holds the floats of the stream
 */
record Stretch(String key, long epoch, long startMicros, SignalSpec signal, long from, int length, Spool spool) {

    /** The stream's key; later epochs have their number behind it. */
    String name() {
        return epoch == 0 ? key : key + "." + epoch;
    }

    Recording recording() {
        return new Recording(name(), startMicros, signal, spool.read(from, length * signal.channels()));
    }

    /** The sample at a time, or the nearest end. */
    int sample(long micros) {
        return (int) Math.max(0, Math.min(length, signal.samples(micros - startMicros)));
    }
}
