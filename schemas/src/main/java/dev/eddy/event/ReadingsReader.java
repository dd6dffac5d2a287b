package dev.eddy.event;

import dev.eddy.event.RefusedChunkException.Reason;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the frame of {@link Readings} to readings. Any thread may call. */
final class ReadingsReader implements SignalReader {

    private final EventSerde<Readings> serde;
    private final SignalSpec signal;
    private final SampleCodec codec;

    ReadingsReader(EventSerde<Readings> serde, SignalSpec signal, int maxSamples) {
        this.serde = serde;
        this.signal = signal;
        this.codec = new SampleCodec(signal, maxSamples);
    }

    @Override
    public Samples read(Envelope envelope, byte[] value) {
        Readings event = serde.read(envelope.topic(), value);
        List<Reading> rows = event.getReadings();
        codec.requireSize(rows.size());
        long[] times = new long[rows.size()];
        float[] values = new float[rows.size() * signal.channels()];
        for (int i = 0; i < times.length; i++) {
            times[i] = SampleCodec.micros(rows.get(i).getTime());
            put(rows.get(i).getValues(), values, i);
        }
        long start = times.length > 0 ? times[0] : SampleCodec.micros(event.getMarkTime());
        return new Samples(start, values, event.getEndOfEvent(), event.getReset(), times);
    }

    private void put(List<@Nullable Float> row, float[] values, int at) {
        if (row.size() != signal.channels()) {
            throw new RefusedChunkException(
                    Reason.WRONG_CHANNELS,
                    "a reading must have a value or null for each of the " + signal.channels()
                            + " channels that the model was fitted on but reading " + at + " has " + row.size()
                            + ": send this signal to the topic of a model that wants it");
        }
        for (int c = 0; c < row.size(); c++) {
            Float value = row.get(c);
            values[at * row.size() + c] = value == null ? Float.NaN : requireFinite(value, at, c);
        }
    }

    /** Not a number is no way to say that nothing was measured: null is. */
    private static float requireFinite(float value, int at, int channel) {
        if (!Float.isFinite(value)) {
            throw SampleCodec.notFinite("value " + channel + " of reading " + at, value);
        }
        return value;
    }
}
