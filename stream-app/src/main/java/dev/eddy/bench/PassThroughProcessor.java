package dev.eddy.bench;

import dev.eddy.signal.WindowSpec;
import dev.eddy.topology.EventDoor;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decodes every event and writes 32 bytes whenever a window would be complete. One thread. */
final class PassThroughProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final byte[] SMALL = new byte[32];

    private final EventDoor door;
    private final int channels;
    private final WindowSpec window;
    private final Map<String, int[]> missing = new HashMap<>();
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init") // init() is called before the first event
    PassThroughProcessor(EventDoor door, int channels, WindowSpec window) {
        this.door = door;
        this.channels = channels;
        this.window = window;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        try {
            String key = door.key(event.key());
            int samples = door.samples(event.value()).values().length / channels;
            int[] left = missing.computeIfAbsent(key, unknown -> new int[] {window.length() - window.lead()});
            left[0] -= samples;
            while (left[0] <= 0) {
                left[0] += window.hop();
                context.forward(event.withValue(SMALL));
            }
        } catch (EventDoor.Unusable e) {
            throw new IllegalStateException("the events of the comparison must be usable", e);
        }
    }
}
