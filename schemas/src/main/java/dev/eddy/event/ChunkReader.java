package dev.eddy.event;

import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * From the frame of a chunk to its samples. A frame of our own schema in which nothing is odd is read in place, without a
 * record in between: that is most of what one event costs where events are small. Whatever else comes goes the long way,
 * which can read every schema that ours can be read from, and has words for all that can be wrong. Any thread may call.
 */
public final class ChunkReader implements SignalReader {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final boolean IN_PLACE = laidOutAsHere();
    private static final int F32LE = place(Encoding.F32LE);
    private static final int PCM_S16LE = place(Encoding.PCM_S16LE);

    /** Of the longest number that is read in place: nine bytes. No time that can be taken needs more. */
    private static final int MOST_BITS = 63;

    private final EventSerde<SignalChunk> serde;
    private final SampleCodec codec;
    private final SignalSpec signal;

    /**
     * A reader of one kind of signal.
     *
     * @param serde for the long way
     * @param signal what the samples must be made of
     * @param maxSamples the most samples per channel that one chunk may have, 1 or more
     */
    public ChunkReader(EventSerde<SignalChunk> serde, SignalSpec signal, int maxSamples) {
        this.serde = serde;
        this.codec = new SampleCodec(signal, maxSamples);
        this.signal = signal;
    }

    /** Whether our schema is the one that is read in place here: one with other fields goes the long way until it is. */
    private static boolean laidOutAsHere() {
        return SignalChunk.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .toList()
                .equals(List.of("startTime", "sampleRate", "channels", "encoding", "samples", "endOfEvent", "reset"));
    }

    /** What stands for an encoding in a frame. */
    private static int place(Encoding encoding) {
        return Encoding.getClassSchema().getEnumOrdinal(encoding.name());
    }

    /**
     * Reads a chunk.
     *
     * @param topic where it comes from
     * @param frame as it came
     * @return its samples, all finite
     * @throws UnreadableEventException when it can never be read
     * @throws RegistryUnavailableException when the registry did not answer
     * @throws RefusedChunkException when the chunk cannot be used
     */
    public Samples read(String topic, byte[] frame) {
        Samples samples = inPlace(frame);
        return samples != null ? samples : codec.decode(serde.read(topic, frame));
    }

    @Override
    public Samples read(Envelope envelope, byte[] value) {
        return read(envelope.topic(), value);
    }

    @Override
    public @Nullable Samples inPlace(byte[] frame) {
        return IN_PLACE && serde.writtenAsOurs(frame) ? new Place(frame).samples() : null;
    }

    /** A place in a frame, which moves on as fields are read. What does not fit leaves it behind the end. */
    private final class Place {

        private final byte[] frame;
        private int at = EventSerde.HEADER_BYTES;

        Place(byte[] frame) {
            this.frame = frame;
        }

        @Nullable
        Samples samples() {
            long micros = varint();
            long rate = bits();
            long channels = varint();
            long encoding = varint();
            long bytes = varint();
            int from = at;
            if (!fits(bytes)) {
                return null;
            }
            boolean plain = rate == Double.doubleToRawLongBits(signal.sampleRate())
                    && channels == signal.channels()
                    && codec.takes(micros)
                    && flag(frame.length - 2)
                    && flag(frame.length - 1);
            float[] values = plain ? unpacked(encoding, from, (int) bytes) : null;
            return values == null
                    ? null
                    : new Samples(micros, values, frame[frame.length - 2] == 1, frame[frame.length - 1] == 1);
        }

        /** Two flags come after the samples, and nothing else. */
        private boolean fits(long bytes) {
            return bytes >= 0 && bytes < frame.length && at + bytes == frame.length - 2;
        }

        private boolean flag(int place) {
            return frame[place] == 0 || frame[place] == 1;
        }

        private float @Nullable [] unpacked(long encoding, int from, int bytes) {
            if (encoding == F32LE && codec.takes(bytes, Float.BYTES)) {
                return floats(from, bytes / Float.BYTES);
            }
            return encoding == PCM_S16LE && codec.takes(bytes, Short.BYTES) ? pcm(from, bytes / Short.BYTES) : null;
        }

        private float @Nullable [] floats(int from, int count) {
            float[] values = new float[count];
            float sum = 0;
            for (int i = 0; i < count; i++) {
                values[i] = Float.intBitsToFloat((int) INTS.get(frame, from + i * Float.BYTES));
                sum += values[i] * 0f; // NaN unless the value is finite
            }
            return sum == 0 ? values : null;
        }

        private float[] pcm(int from, int count) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (short) SHORTS.get(frame, from + i * Short.BYTES) * SampleCodec.PCM_SCALE;
            }
            return values;
        }

        private long bits() {
            int from = at;
            at += Long.BYTES;
            return at <= frame.length ? (long) LONGS.get(frame, from) : 0;
        }

        /** A number as Avro writes it: seven bits a byte, the lowest first, the sign in the lowest bit, no byte too many. */
        private long varint() {
            long bits = 0;
            for (int shift = 0; at < frame.length && shift < MOST_BITS; shift += 7) {
                byte next = frame[at++];
                bits |= (next & 0x7fL) << shift;
                if (next == 0 && shift > 0) {
                    break;
                }
                if (next >= 0) {
                    return (bits >>> 1) ^ -(bits & 1);
                }
            }
            at = frame.length + 1;
            return -1;
        }
    }
}
