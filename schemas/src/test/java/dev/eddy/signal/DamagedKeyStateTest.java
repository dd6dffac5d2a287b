package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not the state of a key of this model is either refused in one way or harmless. */
class DamagedKeyStateTest {

    private static final Ramp RAMP = new Ramp(new SignalSpec(2, 1000), Ramp.START);

    private static final int EPOCH = 7;
    private static final int STEP = 15;
    private static final int RECEIVED = 31;
    private static final int LAST_MADE_UP = 39;
    private static final int SKIP = 47;
    private static final int FILLED = 51;
    private static final int HIDDEN = 55 + 4 * (2 + 1) * 2;

    private final KeyStateCodec codec = KeyStateCodecTest.codec();
    private final byte[] intact = codec.write(KeyStateCodecTest.state());

    @Test
    void shouldKnowTheLayout() {
        ByteBuffer bytes = ByteBuffer.wrap(intact).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.getLong(EPOCH)).isEqualTo(1);
        assertThat(bytes.getLong(STEP)).isEqualTo(3);
        assertThat(bytes.getLong(RECEIVED)).isEqualTo(7);
        assertThat(bytes.getLong(LAST_MADE_UP)).isEqualTo(5);
        assertThat(bytes.getInt(SKIP)).isZero();
        assertThat(bytes.getInt(FILLED)).isEqualTo(2);
        assertThat(bytes.getInt(HIDDEN)).isEqualTo(2);
    }

    static IntStream lengths() {
        return IntStream.range(0, KeyStateCodecTest.codec().write(KeyStateCodecTest.state()).length);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldRefuseAStateThatIsCutShort(int length) {
        assertCorrupt(Arrays.copyOf(intact, length));
    }

    @Test
    void shouldRefuseBytesAfterTheEnd() {
        assertCorrupt(Arrays.copyOf(intact, intact.length + 1));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldRefuseAnyDamagedBit(int offset) {
        for (int bit = 0; bit < 8; bit++) {
            byte[] damaged = intact.clone();
            damaged[offset] ^= (byte) (1 << bit);
            assertCorrupt(damaged);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void shouldRefuseOrSurviveAnyForgedByte(int offset) {
        for (int value : new int[] {0, 1, 2, 3, 4, 7, 8, 16, 32, 64, 127, 128, 200, 254, 255}) {
            byte[] forged = intact.clone();
            forged[offset] = (byte) value;
            assertThatNoException().isThrownBy(() -> use(signed(forged)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldRefuseOrSurviveForgedJunk(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] forged = intact.clone();
            int from = random.nextInt(intact.length);
            byte[] junk = new byte[random.nextInt(intact.length - from)];
            random.nextBytes(junk);
            System.arraycopy(junk, 0, forged, from, junk.length);
            assertThatNoException().isThrownBy(() -> use(signed(forged)));
        }
    }

    /** The same of a key with a window that has no score. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldRefuseOrSurviveForgedWindows(long seed) {
        KeyState open = codec.read(intact);
        open.accept(RAMP.chunk(12, 3));
        byte[] written = codec.write(open);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] forged = written.clone();
            for (int at = random.nextInt(8); at >= 0; at--) {
                forged[intact.length - 4 + random.nextInt(written.length - intact.length)] = (byte) random.nextInt();
            }
            assertThatNoException().isThrownBy(() -> use(signed(forged)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 3, 5, 1 << 29, 1 << 30, 1 << 31, 0x7fffffff, -4})
    void shouldRefuseForgedSizes(int size) {
        assertCorrupt(withInt(FILLED, size));
        assertCorrupt(withInt(HIDDEN, size));
        assertCorrupt(withInt(SKIP, size));
    }

    @ParameterizedTest
    @CsvSource({
        EPOCH + ", -1",
        STEP + ", -1",
        STEP + ", 2",
        STEP + ", 4611686018427387904",
        RECEIVED + ", -1",
        RECEIVED + ", 6",
        RECEIVED + ", 9223372036854775807",
        LAST_MADE_UP + ", -2",
        LAST_MADE_UP + ", 7"
    })
    void shouldRefuseAPlaceInTheStreamThatCannotBe(int offset, long value) {
        byte[] forged = intact.clone();
        ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);

        assertCorrupt(signed(forged));
    }

    @Test
    void shouldPassOverWhatALaterVersionAdds() {
        byte[] later = Arrays.copyOf(intact, intact.length + 7);
        later[0] = 8;

        KeyState read = codec.read(signed(later));

        assertThat(codec.write(read)).isEqualTo(intact);
    }

    @Test
    void shouldRefuseALaterVersionThatSaysSo() {
        byte[] later = intact.clone();
        later[0] = 8;
        later[1] = 8;

        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> codec.read(signed(later)))
                .withMessageContaining("must be readable by format version 7 but has version 8, readable since 8")
                .matches(e -> e.reason() == CorruptStateException.Cause.FOREIGN);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000, 4, 2, 1, 1, 2", "2, 1001, 4, 2, 1, 1, 2", "2, 1000, 5, 2, 1, 1, 2", "2, 1000, 4, 3, 1, 1, 2"})
    @CsvSource({"2, 1000, 4, 2, 2, 1, 2", "2, 1000, 4, 2, 1, 0, 2", "2, 1000, 4, 2, 1, 1, 3"})
    void shouldRefuseTheStateOfAnotherModel(
            int channels, double rate, int length, int hop, int lead, int maxGap, int hidden) {
        KeyStateCodec other = new KeyStateCodec(
                new SignalSpec(channels, rate), new WindowSpec(length, hop, lead, maxGap), new float[hidden]);

        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> other.read(intact))
                .withMessageContaining("another window or state layout")
                .matches(e -> e.reason() == CorruptStateException.Cause.FOREIGN);
    }

    @Test
    void shouldTellModelsApartWhoseNumbersAddUpToTheSame() {
        KeyStateCodec tumbling = new KeyStateCodec(RAMP.signal(), WindowSpec.tumbling(32), new float[2]);
        KeyStateCodec sliding = new KeyStateCodec(RAMP.signal(), new WindowSpec(33, 1, 0, 0), new float[2]);

        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> sliding.read(tumbling.write(tumbling.fresh())));
    }

    private byte[] withInt(int offset, int value) {
        byte[] forged = intact.clone();
        ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return signed(forged);
    }

    /** With the checksum that belongs to it: forged on purpose, not damaged by chance. */
    private static byte[] signed(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, (int) crc.getValue());
        return bytes;
    }

    private void assertCorrupt(byte[] bytes) {
        assertThatExceptionOfType(CorruptStateException.class).isThrownBy(() -> codec.read(bytes));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldRefuseOrSurviveForgedRulesAndWaitingChunks(long seed) {
        byte[] whole = KeyStateCodecTest.ruled().write(KeyStateCodecTest.waitingState());
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] forged = whole.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                forged[2 + random.nextInt(forged.length - 6)] =
                        (byte) (random.nextInt(9) == 0 ? 255 : random.nextInt());
            }
            assertThatNoException().isThrownBy(() -> use(KeyStateCodecTest.ruled(), signed(forged)));
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(CorruptStateException.class)
                    .isThrownBy(() -> KeyStateCodecTest.ruled().read(cut));
        }
    }

    private void use(byte[] bytes) {
        use(codec, bytes);
    }

    /** Reads a state and goes on with it. */
    private static void use(KeyStateCodec codec, byte[] bytes) {
        KeyState state;
        try {
            state = codec.read(bytes);
        } catch (CorruptStateException e) {
            return;
        }
        for (int i = 10; i < 30; i += 3) {
            state.accept(RAMP.chunk(i, 3));
        }
        state.release();
        for (Optional<Window> next = state.begin(); next.isPresent(); next = state.begin()) {
            assertThat(next.get().values()).hasSize(8);
            state.skip();
        }
    }
}
