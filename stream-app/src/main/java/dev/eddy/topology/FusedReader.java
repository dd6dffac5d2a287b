package dev.eddy.topology;

import dev.eddy.event.Envelope;
import dev.eddy.event.EventSerdes;
import dev.eddy.event.SignalReader;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Makes one signal of several topics: what comes of each becomes readings of its channels, which say nothing of the others. So
 * they are put together in time as readings are. Marks count in the topic that leads. Any thread may call.
 */
final class FusedReader implements SignalReader {

    private final Map<String, Part> parts = new HashMap<>();
    private final String leading;
    private final int channels;

    /** A topic, how it is read, and what its samples are made of. */
    private record Part(SignalReader reader, Feed feed, SignalSpec signal) {}

    FusedReader(TopologySettings settings, EventSerdes serdes, ModelManifest model, int mostSamples) {
        leading = settings.signals();
        channels = model.signal().channels();
        for (Feed feed : settings.feeds()) {
            SignalSpec signal = feed.signal(model.signal());
            parts.put(feed.topic(), new Part(settings.format().reader(serdes, signal, mostSamples), feed, signal));
        }
    }

    @Override
    public Samples read(Envelope envelope, byte[] value) {
        Part part = Objects.requireNonNull(parts.get(envelope.topic()), "a topic that is read");
        Samples plain = part.reader.inPlace(value);
        Samples own = plain == null ? part.reader.read(envelope, value) : plain;
        boolean leads = envelope.topic().equals(leading);
        long[] times = own.times() == null ? times(own, part.signal) : own.times();
        return new Samples(
                own.startMicros(),
                spread(own.values(), times.length, part.feed),
                leads && own.endOfEvent(),
                leads && own.reset(),
                times);
    }

    private static long[] times(Samples own, SignalSpec signal) {
        long[] times = new long[own.values().length / signal.channels()];
        for (int i = 0; i < times.length; i++) {
            times[i] = own.startMicros() + signal.micros(i);
        }
        return times;
    }

    private float[] spread(float[] values, int rows, Feed feed) {
        float[] all = new float[rows * channels];
        Arrays.fill(all, Float.NaN);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values, i * feed.channels(), all, i * channels + feed.first(), feed.channels());
        }
        return all;
    }
}
