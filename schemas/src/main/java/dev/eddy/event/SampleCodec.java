package dev.eddy.event;

import dev.eddy.event.RefusedChunkException.Reason;
import dev.eddy.signal.Micros;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * The door between packed bytes and floats: past it there is only one kind of sample, finite and of the model's shape.
 * Any thread may call.
 */
public final class SampleCodec {

    /** One unit of 16-bit PCM. */
    public static final float PCM_SCALE = 1 / 32768f;

    private static final long LAST_MICROS = 253_402_300_799_000_000L;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final SignalSpec signal;
    private final int maxSamples;

    /**
     * A door for one kind of signal.
     *
     * @param signal what the samples must be made of
     * @param maxSamples the most samples per channel that one chunk may have, 1 or more
     */
    public SampleCodec(SignalSpec signal, int maxSamples) {
        this.signal = signal;
        this.maxSamples = maxSamples;
    }

    /**
     * Unpacks a chunk and checks it.
     *
     * @param chunk as it came from the topic
     * @return its samples, all finite
     * @throws RefusedChunkException when the chunk cannot be used
     */
    public Samples decode(SignalChunk chunk) {
        requireChannels(chunk.getChannels());
        requireRate(chunk.getSampleRate());
        long micros = micros(chunk.getStartTime());
        float[] values = unpack(chunk);
        requireFinite(values);
        return new Samples(micros, values, chunk.getEndOfEvent(), chunk.getReset());
    }

    /**
     * Packs samples into a chunk. PCM values are rounded to the nearest step and clipped to [-1, 1).
     *
     * @param samples to be packed, their length a multiple of the channels
     * @param encoding how
     * @return the chunk
     */
    public SignalChunk encode(Samples samples, Encoding encoding) {
        ByteBuffer packed = ByteBuffer.allocate(samples.values().length * bytesPerValue(encoding))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : samples.values()) {
            if (encoding == Encoding.F32LE) {
                packed.putFloat(value);
            } else {
                packed.putShort((short) Math.max(-32768, Math.min(32767, Math.round(value / PCM_SCALE))));
            }
        }
        return new SignalChunk(
                Micros.time(samples.startMicros()),
                signal.sampleRate(),
                signal.channels(),
                encoding,
                packed.flip(),
                samples.endOfEvent(),
                samples.reset());
    }

    /** Whether a chunk may begin at such a time. */
    boolean takes(long micros) {
        return micros >= 0 && micros <= LAST_MICROS;
    }

    /** Whether a chunk may have so many bytes of so many per value. */
    boolean takes(int bytes, int bytesPerValue) {
        int bytesPerSample = bytesPerValue * signal.channels();
        return bytes % bytesPerSample == 0 && bytes / bytesPerSample <= maxSamples;
    }

    void requireChannels(long channels) {
        if (channels != signal.channels()) {
            throw new RefusedChunkException(
                    Reason.WRONG_CHANNELS,
                    "channels must be " + signal.channels() + " as the model was fitted on but was " + channels
                            + ": send this signal to the topic of a model that wants it");
        }
    }

    void requireRate(double rate) {
        if (rate != signal.sampleRate()) {
            throw new RefusedChunkException(
                    Reason.WRONG_RATE,
                    "sampleRate must be " + signal.sampleRate() + " Hz as the model was fitted on but was " + rate
                            + ": resample before producing");
        }
    }

    static long micros(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw new RefusedChunkException(
                    Reason.TIME_OUT_OF_RANGE,
                    "startTime must be in 1970..9999 but was " + time + ": check the producer's clock and its unit");
        }
        return Micros.of(time);
    }

    /** Microseconds since 1970, if they can be. */
    static long requireTime(long micros) {
        if (micros < 0 || micros > LAST_MICROS) {
            throw new RefusedChunkException(
                    Reason.TIME_OUT_OF_RANGE,
                    "a time must be in 1970..9999 but was " + micros
                            + " microseconds since 1970: check the producer's clock and its unit");
        }
        return micros;
    }

    private float[] unpack(SignalChunk chunk) {
        ByteBuffer packed = chunk.getSamples().slice().order(ByteOrder.LITTLE_ENDIAN);
        int bytesPerValue = bytesPerValue(chunk.getEncoding());
        int bytesPerSample = bytesPerValue * signal.channels();
        if (packed.remaining() % bytesPerSample != 0) {
            throw new RefusedChunkException(
                    Reason.BROKEN_SAMPLES,
                    "samples must be a multiple of " + bytesPerSample + " bytes (" + signal.channels() + " channels of "
                            + bytesPerValue + ") but has " + packed.remaining() + ": send whole samples");
        }
        requireSize(packed.remaining() / bytesPerSample);
        float[] values = new float[packed.remaining() / bytesPerValue];
        if (chunk.getEncoding() == Encoding.F32LE) {
            packed.asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = packed.getShort(2 * i) * PCM_SCALE;
            }
        }
        return values;
    }

    void requireSize(int samples) {
        if (samples > maxSamples) {
            throw new RefusedChunkException(
                    Reason.TOO_LARGE,
                    "a chunk may have at most " + maxSamples + " samples but has " + samples
                            + ": send it in several, or raise --max-chunk-samples");
        }
    }

    private static int bytesPerValue(Encoding encoding) {
        return switch (encoding) {
            case F32LE -> Float.BYTES;
            case PCM_S16LE -> Short.BYTES;
            case UNKNOWN ->
                throw new RefusedChunkException(
                        Reason.UNKNOWN_ENCODING,
                        "encoding must be F32LE or PCM_S16LE but is one that this version does not know: upgrade the app"
                                + " before the producer");
        };
    }

    private void requireFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw notFinite("sample " + i / signal.channels() + " of channel " + i % signal.channels(), values[i]);
            }
        }
    }

    static RefusedChunkException notFinite(String which, float value) {
        return new RefusedChunkException(
                Reason.NON_FINITE,
                "samples must be finite but " + which + " is " + value + ": leave it out, the gap rules then apply");
    }
}
