package dev.eddy.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {

    private static final SignalSpec STEREO = new SignalSpec(2, 8000);

    @TempDir
    Path folder;

    @Test
    void exampleUsage() {
        Path file = folder.resolve("pump.wav");
        Recordings.write(file, List.of(new Recording("any", 0, STEREO, new float[] {0.5f, -1f, 0.25f, 0f})));

        List<Recording> read = Recordings.read(file, ReadOptions.DEFAULT);

        assertThat(read).hasSize(1);
        assertThat(read.get(0).key()).isEqualTo("pump");
        assertThat(read.get(0).signal()).isEqualTo(STEREO);
        assertThat(read.get(0).values()).containsExactly(0.5f, -1f, 0.25f, 0f);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldGiveBackEveryValueOfSixteenBitsWhateverTheShape(long seed) {
        Random random = new Random(seed);
        SignalSpec signal = new SignalSpec(1 + random.nextInt(6), 1 + random.nextInt(192_000));
        float[] values = new float[signal.channels() * random.nextInt(20_000)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) random.nextInt() / 32768f;
        }
        Path file = folder.resolve("seed.wav");

        Recordings.write(file, List.of(new Recording("seed", 0, signal, values)));
        Recording read = Recordings.read(file, ReadOptions.DEFAULT).get(0);

        assertThat(read.signal()).isEqualTo(signal);
        assertThat(read.values()).containsExactly(values);
    }

    @Test
    void shouldClipWhatDoesNotFit() {
        Path file = folder.resolve("loud.wav");

        Recordings.write(file, List.of(new Recording("loud", 0, new SignalSpec(1, 10), new float[] {1f, -7f})));

        assertThat(Recordings.read(file, ReadOptions.DEFAULT).get(0).values()).containsExactly(32767 / 32768f, -1f);
    }

    @Test
    void shouldReadEveryEncoding() throws IOException {
        assertThat(valuesOf(1, 8, body(2).put((byte) 0).put((byte) 192))).containsExactly(-1f, 0.5f);
        assertThat(valuesOf(1, 16, body(4).putShort((short) -32768).putShort((short) 1)))
                .containsExactly(-1f, 1 / 32768f);
        assertThat(valuesOf(1, 24, body(6).put(new byte[] {0, 0, -128, 1, 0, 0})))
                .containsExactly(-1f, 0x1p-23f);
        assertThat(valuesOf(1, 32, body(4).putInt(1 << 30))).containsExactly(0.5f);
        assertThat(valuesOf(3, 32, body(4).putFloat(3.25f))).containsExactly(3.25f);
        assertThat(valuesOf(3, 64, body(8).putDouble(-3.25))).containsExactly(-3.25f);
    }

    @Test
    void shouldPassOverChunksThatItDoesNotKnow() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(92).put(ascii("WAVE"));
        file.put(ascii("LIST")).putInt(3).put(new byte[4]);
        file.put(format(1, 1, 16)).put(ascii("data")).putInt(2).putShort((short) 16384);

        assertThat(read(file).values()).containsExactly(0.5f);
    }

    @Test
    void shouldTakeKeyAndStartFromTheOptions() throws IOException {
        Path file = write(wav(1, 1, 16, body(2)));

        Recording read = Recordings.read(
                        file, ReadOptions.DEFAULT.withKey("press-7").withStartMicros(5))
                .get(0);

        assertThat(read.key()).isEqualTo("press-7");
        assertThat(read.startMicros()).isEqualTo(5);
    }

    @Test
    void shouldRefuseAnotherRateThanAskedFor() throws IOException {
        Path file = write(wav(1, 1, 16, body(2)));

        assertThatThrownBy(() -> Recordings.read(file, ReadOptions.DEFAULT.withSampleRate(16000)))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": its sample rate must be the 16000.0 Hz asked for but is 8000.0; resample it");
    }

    @ParameterizedTest
    @CsvSource({"1,12,has tag 1 and 12 bits", "7,8,has tag 7 and 8 bits", "3,16,has tag 3 and 16 bits"})
    void shouldRefuseEncodingsThatItCannotRead(int tag, int bits, String found) {
        assertThatThrownBy(() -> read(wav(tag, 1, bits, body(2))))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("must be PCM of 8, 16, 24 or 32 bits")
                .hasMessageContaining(found)
                .hasMessageContaining("convert it to 16-bit PCM");
    }

    @Test
    void shouldRefuseAFileThatWasCutShort() {
        ByteBuffer whole = wav(1, 1, 16, body(64));

        for (int length = 0; length < whole.limit(); length++) {
            ByteBuffer cut = whole.duplicate().position(length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(RecordingException.class);
        }
    }

    @Test
    void shouldSayWhichValueIsNotFinite() {
        assertThatThrownBy(() -> read(wav(3, 2, 32, body(16).putFloat(4, Float.NaN))))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("sample 0 of channel 1 is NaN");
    }

    @Test
    void shouldRefuseWhatIsNoWaveFileAtAll() {
        assertThatThrownBy(() -> read(ByteBuffer.wrap(new byte[64]).position(64)))
                .hasMessageContaining("must begin with RIFF….WAVE");
    }

    @Test
    void shouldRefuseHalfASample() {
        assertThatThrownBy(() -> read(wav(1, 2, 16, body(6))))
                .hasMessageContaining("its data must be a multiple of 4 bytes, one sample of every channel, but are 6");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldNeverFailInAnyOtherWayOnDamagedBytes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            ByteBuffer damaged = wav(1, 1, 16, body(64));
            damaged.put(random.nextInt(44), (byte) random.nextInt());
            try {
                assertThat(read(damaged).values()).isNotNull();
            } catch (IOException | RecordingException e) {
                assertThat(e).isInstanceOf(RecordingException.class).hasMessageContaining("made.wav: ");
            }
        }
    }

    private float[] valuesOf(int tag, int bits, ByteBuffer body) throws IOException {
        return read(wav(tag, 1, bits, body)).values();
    }

    private Recording read(ByteBuffer file) throws IOException {
        return Recordings.read(write(file), ReadOptions.DEFAULT).get(0);
    }

    private Path write(ByteBuffer file) throws IOException {
        byte[] bytes = new byte[file.position()];
        file.duplicate().flip().get(bytes);
        return Files.write(folder.resolve("made.wav"), bytes);
    }

    private static ByteBuffer body(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer wav(int tag, int channels, int bits, ByteBuffer body) {
        ByteBuffer file = ByteBuffer.allocate(44 + body.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(36 + body.capacity()).put(ascii("WAVE"));
        return file.put(format(tag, channels, bits))
                .put(ascii("data"))
                .putInt(body.capacity())
                .put(body.duplicate().clear());
    }

    private static byte[] format(int tag, int channels, int bits) {
        int block = channels * bits / 8;
        ByteBuffer chunk = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(ascii("fmt ")).putInt(16).putShort((short) tag).putShort((short) channels);
        chunk.putInt(8000).putInt(8000 * block).putShort((short) block).putShort((short) bits);
        return chunk.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
