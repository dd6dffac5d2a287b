package dev.eddy.source;

import dev.eddy.event.Encoding;
import dev.eddy.event.SampleCodec;
import dev.eddy.recording.LiveSample;
import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Samples out of bare bytes, little endian, the channels of a sample side by side. What is no whole sample at the end is left. */
final class LivePcm implements Iterator<LiveSample> {

    private final InputStream in;
    private final Encoding encoding;
    private final SignalSpec signal;
    private final String key;
    private final long startMicros;
    private final byte[] next;
    private boolean isRead;
    private long samples;

    /**
     * Nothing is read yet.
     *
     * @param in the bytes; read up to the end of a sample, not further
     * @param encoding of one value
     * @param signal channels and rate
     * @param key of all samples
     * @param startMicros time of the first one
     */
    LivePcm(InputStream in, Encoding encoding, SignalSpec signal, String key, long startMicros) {
        this.in = in;
        this.encoding = encoding;
        this.signal = signal;
        this.key = key;
        this.startMicros = startMicros;
        this.next = new byte[signal.channels() * (encoding == Encoding.F32LE ? Float.BYTES : Short.BYTES)];
    }

    @Override
    public boolean hasNext() {
        try {
            isRead = isRead || in.readNBytes(next, 0, next.length) == next.length;
            return isRead;
        } catch (IOException e) {
            throw new UncheckedIOException("the signal must be readable but is not: " + e.getMessage(), e);
        }
    }

    @Override
    public LiveSample next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the signal is over");
        }
        isRead = false;
        ByteBuffer packed = ByteBuffer.wrap(next).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[signal.channels()];
        for (int channel = 0; channel < values.length; channel++) {
            values[channel] =
                    encoding == Encoding.F32LE ? packed.getFloat() : packed.getShort() * SampleCodec.PCM_SCALE;
        }
        return new LiveSample(key, startMicros + signal.micros(samples++), values);
    }
}
