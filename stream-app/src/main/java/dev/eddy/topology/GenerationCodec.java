package dev.eddy.topology;

import dev.eddy.signal.CorruptStateException;
import dev.eddy.signal.KeyStateCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Bytes;

/**
 * The bytes of a key together with the generation of the model that made them. Those of the first generation are the bytes
 * of the state alone, as they have always been. Those of a later one are wrapped, little endian:
 *
 * <pre>
 * u8  127, u8 127   a version that an app which knows nothing of generations refuses as a later one
 * i32 generation
 *                   the bytes of the state, as the codec of that generation writes them
 * u32 CRC-32 of everything before
 * </pre>
 *
 * Around them lies what {@link ShadeCodec} says, where a candidate scores the key, too. Around all of it, where keys need not be
 * written for each event:
 *
 * <pre>
 * u8  124, u8 124   as above
 * i64 offset of the newest event that the key has taken in
 *                   the bytes of the key as they are without it
 * u32 CRC-32 of everything before
 * </pre>
 *
 * One thread.
 */
final class GenerationCodec {

    private static final byte WRAPPED = 127;
    private static final byte AT_OFFSET = 124;
    private static final int KEY_AT = 2 + Long.BYTES;
    private static final int STATE_AT = 2 + Integer.BYTES;
    private static final int AROUND = STATE_AT + Integer.BYTES;

    private final Lineage lineage;
    private final List<KeyStateCodec> codecs = new ArrayList<>();

    GenerationCodec(Lineage lineage, long graceMicros) {
        this.lineage = lineage;
        lineage.generations().forEach(it -> codecs.add(it.layout().codec(graceMicros)));
    }

    /** Whether chunks wait in a key, as its bytes say. */
    static boolean waits(byte[] bytes) {
        try {
            byte[] key = isAtOffset(bytes) ? withoutOffset(bytes) : bytes;
            byte[] plain = ShadeCodec.isIn(key) ? ShadeCodec.key(key) : key;
            return KeyStateCodec.waits(isWrapped(plain) ? Arrays.copyOfRange(plain, STATE_AT, STATE_AT + 1) : plain);
        } catch (CorruptStateException e) {
            return false; // whoever reads it will say so
        }
    }

    Lineage lineage() {
        return lineage;
    }

    LiveKey fresh(Bytes name) {
        return new LiveKey(name, codecs.get(lineage.last()).fresh(), lineage.last());
    }

    /** A key under the present model with a state that was stored elsewhere, without anything around it. */
    LiveKey planted(Bytes name, byte[] state) {
        return new LiveKey(name, codecs.get(lineage.last()).read(state), lineage.last());
    }

    /** The bytes of the state alone. */
    static byte[] bare(byte[] bytes) {
        if (isAtOffset(bytes)) {
            return bare(withoutOffset(bytes));
        }
        if (ShadeCodec.isIn(bytes)) {
            return bare(ShadeCodec.key(bytes));
        }
        return isWrapped(bytes) ? Arrays.copyOfRange(bytes, STATE_AT, bytes.length - Integer.BYTES) : bytes;
    }

    /** A key of whose state nothing is known any more. */
    LiveKey damaged(Bytes name, CorruptStateException damage) {
        return new LiveKey(
                name, codecs.get(lineage.last()).fresh(), lineage.last(), String.valueOf(damage.getMessage()));
    }

    private static boolean isWrapped(byte[] plain) {
        return plain.length > AROUND && plain[0] == WRAPPED;
    }

    private static boolean isAtOffset(byte[] bytes) {
        return bytes.length > KEY_AT + Integer.BYTES && bytes[0] == AT_OFFSET;
    }

    /** Of the newest event that a key knows as it is stored, or {@link LiveKey#NONE}. */
    static long offset(byte[] bytes) {
        return isAtOffset(bytes)
                ? ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2)
                : LiveKey.NONE;
    }

    private static byte[] withoutOffset(byte[] bytes) {
        return Arrays.copyOfRange(bytes, KEY_AT, bytes.length - Integer.BYTES);
    }

    LiveKey read(Bytes name, byte[] bytes) {
        if (isAtOffset(bytes)) {
            ByteBuffer around = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            requireWhole(around);
            LiveKey key = read(name, withoutOffset(bytes));
            key.offset = around.getLong(2);
            return key;
        }
        if (ShadeCodec.isIn(bytes)) {
            Shade shade = ShadeCodec.shade(bytes);
            LiveKey key = plain(name, ShadeCodec.key(bytes));
            key.shade = shade;
            return key;
        }
        return plain(name, bytes);
    }

    private LiveKey plain(Bytes name, byte[] bytes) {
        if (!isWrapped(bytes)) {
            return new LiveKey(name, codecs.get(0).read(bytes), 0);
        }
        ByteBuffer wrapped = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        requireWhole(wrapped);
        int generation = wrapped.getInt(2);
        if (generation < 1 || generation > lineage.last()) {
            throw CorruptStateException.damaged("its generation " + generation + " is none of the " + lineage.last()
                    + " that this partition has had");
        }
        byte[] state = new byte[bytes.length - AROUND];
        wrapped.get(STATE_AT, state);
        return new LiveKey(name, codecs.get(generation).read(state), generation);
    }

    byte[] write(LiveKey key) {
        Shade shade = key.shade;
        byte[] plain = plain(key);
        byte[] bytes = shade != null && lineage.keeps(shade, key.generation) ? ShadeCodec.wrap(plain, shade) : plain;
        return key.offset == LiveKey.NONE ? bytes : atOffset(key.offset, bytes);
    }

    private static byte[] atOffset(long offset, byte[] key) {
        ByteBuffer to = ByteBuffer.allocate(KEY_AT + key.length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        to.put(AT_OFFSET).put(AT_OFFSET).putLong(offset).put(key);
        seal(to);
        return to.array();
    }

    private byte[] plain(LiveKey key) {
        byte[] state = codecs.get(key.generation).write(key.state);
        if (key.generation == 0) {
            return state;
        }
        ByteBuffer to = ByteBuffer.allocate(AROUND + state.length).order(ByteOrder.LITTLE_ENDIAN);
        to.put(WRAPPED).put(WRAPPED).putInt(key.generation).put(state);
        seal(to);
        return to.array();
    }

    /** Fills the last four bytes with the checksum of all before them, which have been put. */
    static void seal(ByteBuffer bytes) {
        bytes.putInt(checksum(bytes, bytes.position()));
    }

    /** Fails where the last four bytes are not the checksum of all before them. */
    static void requireWhole(ByteBuffer bytes) {
        int end = bytes.limit() - Integer.BYTES;
        if (bytes.getInt(end) != checksum(bytes, end)) {
            throw CorruptStateException.damaged("its checksum does not agree");
        }
    }

    private static int checksum(ByteBuffer bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate().position(0).limit(length));
        return (int) crc.getValue();
    }
}
