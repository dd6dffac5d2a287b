package dev.eddy.signal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * The bytes of a {@link KeyState} at rest: little endian, version first. Layout of versions 2 to 7:
 *
 * <pre>
 * u8  version
 * u8  oldest version whose readers understand these bytes, the same
 * u8  bit 0 started, bit 1 ended, bits 2-4 why the epoch began, bits 5-7 why the next one will have begun
 * i32 signature of the model's window and state layout
 * i64 epoch, step, anchorMicros, received, lastMadeUp
 * i32 skip
 * i32 filled, then filled * channels floats   (the unfinished window; under the mask one more for each sample)
 * channels floats                             (the last sample)
 * i32 hidden, then hidden floats              (the hidden state)
 *                                             (in versions 3 to 7 what {@link KeyStateExtras} says)
 *                                             (in versions 5 to 7 what {@link ReadingsCodec} says; in 7 only of readings)
 *                                             (in version 7 what {@link OpenWindowsCodec} says)
 *                                             (here later versions add what older readers pass over)
 * u32 CRC-32 of everything before
 * </pre>
 *
 * Later versions than 2 are only written where it has no room, so that most keys can be read by older versions of the app, which
 * pass over why epochs began. Version 1 had neither the second byte nor the checksum; it is still read. So a version of the app reads what the one
 * before and, unless that says otherwise, the one after wrote: a rolling deploy can be rolled back. Version 7 says otherwise:
 * an app that does not know it must not take over keys with open windows, of which there are none after a commit with few of
 * them.
 *
 * Any thread may call.
 */
public final class KeyStateCodec {

    private static final byte VERSION = 7;
    private static final byte WITH_OPEN = 7;
    private static final byte WITH_WAITING_READINGS = 6;
    private static final byte WITH_READINGS = 5;
    private static final byte WITH_EARLY = 4;
    private static final byte WITH_EXTRAS = 3;
    private static final byte WITHOUT_EXTRAS = 2;
    private static final byte WITHOUT_CHECKSUM = 1;
    private static final int STARTED = 1;
    private static final int ENDED = 2;
    private static final int BEGAN_AT = 2;
    private static final int NEXT_AT = 5;
    private static final int BEGINNING = 7;
    private static final int FIXED_BYTES = 3 + Integer.BYTES + 5 * Long.BYTES + 4 * Integer.BYTES;

    private final SignalSpec signal;
    private final WindowSpec window;
    private final float[] initial;
    private final long graceMicros;
    private final int signature;

    /**
     * A codec for the keys of one model, whose chunks come in their order.
     *
     * @param signal what the model was fitted on
     * @param window how it wants the signal cut
     * @param initial its hidden state at the start of an epoch
     */
    public KeyStateCodec(SignalSpec signal, WindowSpec window, float[] initial) {
        this(signal, window, initial, 0);
    }

    /**
     * A codec for the keys of one model.
     *
     * @param signal what the model was fitted on
     * @param window how it wants the signal cut
     * @param initial its hidden state at the start of an epoch
     * @param graceMicros by how much samples may be older than the newest that came before them; it may be another one
     *     when a key is read than when it was written
     */
    public KeyStateCodec(SignalSpec signal, WindowSpec window, float[] initial, long graceMicros) {
        this.graceMicros = graceMicros;
        this.signal = signal;
        this.window = window;
        this.initial = initial;
        this.signature = LayoutSignature.of(signal, window, initial.length);
    }

    /**
     * A key that was never heard of.
     *
     * @return a new state, nothing pending, initial hidden state
     */
    public KeyState fresh() {
        return new KeyState(signal, window, initial, graceMicros);
    }

    /**
     * Whether chunks wait in a key, without reading all of it.
     *
     * @param bytes as {@link #write} made them
     * @return as {@link KeyState#waits}; true for a key with windows that have no score, too
     */
    public static boolean waits(byte[] bytes) {
        return bytes.length > 0 && hasEarly(bytes[0]);
    }

    /**
     * Writes a key.
     *
     * @param state of a key, with the windows of it that have no score yet
     * @return its bytes
     */
    public byte[] write(KeyState state) {
        Windower windower = state.windower;
        Cut cut = windower.cut;
        byte version = version(state);
        boolean extras = version >= WITH_EXTRAS;
        int tail = cut.filled * cut.width;
        float[] hidden = state.hidden();
        int floats = tail + signal.channels() + hidden.length;
        int more = extras ? KeyStateExtras.bytes(state, hasEarly(version)) : 0;
        ByteBuffer to =
                ByteBuffer.allocate(FIXED_BYTES + floats * Float.BYTES + more).order(ByteOrder.LITTLE_ENDIAN);
        to.put(version).put(version).put(bits(windower));
        to.putInt(signature);
        to.putLong(windower.epoch).putLong(cut.step).putLong(windower.anchorMicros);
        to.putLong(cut.received).putLong(cut.lastMadeUp);
        to.putInt(cut.skip).putInt(cut.filled);
        Floats.put(to, cut.buffer, tail);
        Floats.put(to, windower.last, signal.channels());
        to.putInt(hidden.length);
        Floats.put(to, hidden, hidden.length);
        if (extras) {
            KeyStateExtras.write(state, to);
        }
        if (hasEarly(version)) {
            KeyStateExtras.writeEarly(state, to);
        }
        if (state.readings != null) {
            ReadingsCodec.write(state.readings, to);
        }
        if (version == WITH_OPEN) {
            OpenWindowsCodec.write(state.open.all(), to);
        }
        to.putInt(checksum(to, to.position()));
        return to.array();
    }

    /** The oldest one that has room for all that is known. */
    private static byte version(KeyState state) {
        if (!state.idle()) {
            return WITH_OPEN;
        }
        if (state.readings != null) {
            return state.waits() ? WITH_WAITING_READINGS : WITH_READINGS;
        }
        return state.waits() ? WITH_EARLY : KeyStateExtras.areIn(state) ? WITH_EXTRAS : WITHOUT_EXTRAS;
    }

    /** Whether a version has room for chunks that wait. */
    private static boolean hasEarly(byte version) {
        return version >= WITH_EARLY && version != WITH_READINGS;
    }

    /**
     * Reads a key.
     *
     * @param bytes as {@link #write} made them
     * @return the state, with windows that none has begun to score where some have no score yet
     * @throws CorruptStateException when the bytes are not a state of this model
     */
    public KeyState read(byte[] bytes) {
        try {
            return read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
            throw new CorruptStateException(
                    CorruptStateException.Cause.DAMAGED,
                    "a key's state of " + bytes.length + " bytes is cut short or damaged: " + e.getMessage(),
                    e);
        }
    }

    private static byte bits(Windower windower) {
        int bits = (windower.started ? STARTED : 0) | windower.began.code << BEGAN_AT;
        return (byte) (windower.ended ? bits | ENDED | windower.next.code << NEXT_AT : bits);
    }

    private KeyState read(ByteBuffer from) {
        byte version = from.get();
        byte since = version == WITHOUT_CHECKSUM ? WITHOUT_CHECKSUM : requireReadable(version, from);
        int bits = from.get();
        requireSignature(from.getInt());
        KeyState state = fresh();
        place(state.windower, bits, from);
        require(from.getInt() == initial.length);
        float[] hidden = new float[initial.length];
        Floats.get(from, hidden, hidden.length);
        state.restoreHidden(hidden);
        if (since >= WITH_EXTRAS) {
            KeyStateExtras.read(state, from);
        }
        if (hasEarly(since)) {
            KeyStateExtras.readEarly(state, since == WITH_EARLY ? 1 : 0, from);
        }
        if (since >= WITH_READINGS && state.readings != null) {
            ReadingsCodec.read(state.readings, from);
        }
        if (since >= WITH_OPEN) {
            OpenWindowsCodec.read(state, from);
        }
        require(version > VERSION || !from.hasRemaining());
        return state;
    }

    private void place(Windower windower, int bits, ByteBuffer from) {
        Cut cut = windower.cut;
        windower.started = (bits & STARTED) != 0;
        windower.ended = (bits & ENDED) != 0;
        windower.began = Beginning.of(bits >> BEGAN_AT & BEGINNING);
        windower.next = Beginning.of(bits >> NEXT_AT & BEGINNING);
        windower.broken = windower.ended && !windower.next.goesOn();
        windower.epoch = from.getLong();
        cut.step = from.getLong();
        windower.anchorMicros = from.getLong();
        cut.received = from.getLong();
        cut.lastMadeUp = from.getLong();
        cut.skip = from.getInt();
        cut.filled = from.getInt();
        require(stands(windower));
        Floats.get(from, cut.buffer, cut.filled * cut.width);
        Floats.get(from, windower.last, signal.channels());
    }

    /** Leaves the checksum out of what remains, and tells who can read it. */
    private static byte requireReadable(byte version, ByteBuffer from) {
        int end = from.limit() - Integer.BYTES;
        if (from.getInt(end) != checksum(from, end)) {
            throw new IllegalArgumentException("its checksum does not agree");
        }
        from.limit(end);
        byte readableSince = from.get();
        if (readableSince > VERSION) {
            throw new CorruptStateException(
                    CorruptStateException.Cause.FOREIGN,
                    "a key's state must be readable by format version " + VERSION + " but has version " + version
                            + ", readable since " + readableSince + ": run the version of the app that wrote it",
                    null);
        }
        return readableSince;
    }

    private static int checksum(ByteBuffer bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate().position(0).limit(length));
        return (int) crc.getValue();
    }

    /** Whether the place in the stream can be: the next window follows from how much was received. */
    private boolean stands(Windower windower) {
        Cut at = windower.cut;
        long samples = windower.started ? at.received + window.lead() : 0;
        long step = samples < window.length() ? 0 : (samples - window.length()) / window.hop() + 1;
        long offset = samples - step * window.hop();
        boolean follows = at.step == step && at.filled == Math.max(0, offset) && at.skip == Math.max(0, -offset);
        return follows && windower.epoch >= 0 && at.received >= 0 && at.lastMadeUp >= -1 && at.lastMadeUp < at.received;
    }

    static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("its numbers do not agree");
        }
    }

    private void requireSignature(int found) {
        if (found != signature) {
            throw new CorruptStateException(
                    CorruptStateException.Cause.FOREIGN,
                    "a key's state was written for a model with another window or state layout (signature " + found
                            + ", this model's is " + signature
                            + "): serve the model that wrote it, or start under a new --application-id",
                    null);
        }
    }
}
