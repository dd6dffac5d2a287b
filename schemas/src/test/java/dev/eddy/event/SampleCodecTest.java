package dev.eddy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.event.RefusedChunkException.Reason;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCodecTest {

    private static final long MICROS = 1_700_000_000_123_456L;

    private final SampleCodec codec = new SampleCodec(new SignalSpec(2, 1000), 50);

    @Test
    void exampleUsage() {
        Samples samples = new Samples(MICROS, new float[] {1, -2, 3.5f, 0.1f}, true, true);

        SignalChunk chunk = codec.encode(samples, Encoding.F32LE);
        Samples decoded = codec.decode(chunk);

        assertThat(chunk.getStartTime()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123456Z"));
        assertThat(decoded).usingRecursiveComparison().isEqualTo(samples);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepEveryFloat(long seed) {
        Random random = new Random(seed);
        float[] values = new float[100];
        for (int i = 0; i < values.length; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            values[i] = Float.isFinite(any) ? any : -0f;
        }

        Samples decoded = codec.decode(codec.encode(new Samples(0, values, false), Encoding.F32LE));

        assertThat(decoded.values()).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepPcmWithinHalfAStep(long seed) {
        Random random = new Random(seed);
        float[] values = new float[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(65536) / 32768f - 1;
            values[i] = i % 2 == 0 ? values[i] : Math.max(-1, values[i] - random.nextFloat() / 32768f);
        }

        float[] decoded = codec.decode(codec.encode(new Samples(0, values, false), Encoding.PCM_S16LE))
                .values();

        for (int i = 0; i < values.length; i++) {
            assertThat(decoded[i]).isEqualTo(values[i], within(i % 2 == 0 ? 0 : SampleCodec.PCM_SCALE / 2));
        }
    }

    @Test
    void shouldClipPcm() {
        Samples loud = new Samples(0, new float[] {1, 1e9f, -1, -1e9f}, false);

        float[] decoded = codec.decode(codec.encode(loud, Encoding.PCM_S16LE)).values();

        assertThat(decoded).containsExactly(32767 / 32768f, 32767 / 32768f, -1, -1);
    }

    @Test
    void shouldPackTheLowByteFirst() {
        Samples samples = new Samples(0, new float[] {1, 0.5f}, false);

        assertThat(bytes(codec.encode(samples, Encoding.F32LE))).containsExactly(0, 0, -128, 63, 0, 0, 0, 63);
        assertThat(bytes(codec.encode(samples, Encoding.PCM_S16LE))).containsExactly(-1, 127, 0, 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F32LE", "PCM_S16LE"})
    void shouldReadFromTheMiddleOfABuffer(Encoding encoding) {
        SignalChunk chunk = codec.encode(new Samples(0, new float[] {0.25f, -0.5f}, false), encoding);
        byte[] packed = bytes(chunk);
        ByteBuffer array = ByteBuffer.allocate(packed.length + 9).order(ByteOrder.LITTLE_ENDIAN);
        array.position(3);
        ByteBuffer middle = array.slice().order(ByteOrder.BIG_ENDIAN).position(2);
        middle.put(packed).flip().position(2);

        Samples decoded =
                codec.decode(SignalChunk.newBuilder(chunk).setSamples(middle).build());
        Samples again = codec.decode(chunk);

        assertThat(decoded.values()).containsExactly(0.25f, -0.5f);
        assertThat(again.values()).containsExactly(0.25f, -0.5f);
        assertThat(chunk.getSamples().remaining()).isEqualTo(packed.length);
    }

    @Test
    void shouldTakeAChunkWithoutSamples() {
        Samples end = codec.decode(codec.encode(new Samples(MICROS, new float[0], true), Encoding.PCM_S16LE));

        assertThat(end.values()).isEmpty();
        assertThat(end.endOfEvent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2262-04-11T23:47:16.854775Z",
                "2262-04-11T23:47:16.854776Z",
                "2300-01-01T00:00:00.000001Z",
                "9999-12-31T23:59:59Z"
            })
    void shouldTakeEveryTimeThatADateCanBe(Instant time) {
        Samples decoded = codec.decode(chunk().setStartTime(time).build());

        assertThat(decoded.startMicros()).isEqualTo(time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.000001Z", "+10000-01-01T00:00:00Z"})
    void shouldRefuseATimeThatIsNoDate(Instant time) {
        assertRefused(
                chunk().setStartTime(time),
                Reason.TIME_OUT_OF_RANGE,
                "startTime must be in 1970..9999 but was " + time);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -1})
    void shouldRefuseAnyOtherNumberOfMicroseconds(long micros) {
        Instant time = Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);

        assertRefused(chunk().setStartTime(time), Reason.TIME_OUT_OF_RANGE, "check the producer's clock and its unit");
    }

    @Test
    void shouldRefuseAnotherSignal() {
        assertRefused(chunk().setChannels(1), Reason.WRONG_CHANNELS, "channels must be 2");
        assertRefused(chunk().setSampleRate(1001), Reason.WRONG_RATE, "sampleRate must be 1000.0 Hz");
        assertRefused(chunk().setSampleRate(Double.NaN), Reason.WRONG_RATE, "was NaN");
        assertRefused(chunk().setEncoding(Encoding.UNKNOWN), Reason.UNKNOWN_ENCODING, "F32LE or PCM_S16LE");
    }

    @ParameterizedTest
    @CsvSource({"F32LE, 7, 8", "F32LE, 12, 8", "PCM_S16LE, 2, 4", "PCM_S16LE, 5, 4"})
    void shouldRefuseHalfASample(Encoding encoding, int bytes, int sample) {
        assertRefused(
                chunk().setEncoding(encoding).setSamples(ByteBuffer.allocate(bytes)),
                Reason.BROKEN_SAMPLES,
                "samples must be a multiple of " + sample + " bytes (2 channels of " + sample / 2 + ") but has "
                        + bytes);
    }

    @Test
    void shouldRefuseMoreSamplesThanAllowed() {
        assertThat(codec.decode(chunk().setSamples(ByteBuffer.allocate(50 * 8)).build())
                        .values())
                .hasSize(100);

        assertRefused(
                chunk().setSamples(ByteBuffer.allocate(51 * 8)), Reason.TOO_LARGE, "at most 50 samples but has 51");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void shouldRefuseWhatIsNotANumber(float bad) {
        ByteBuffer samples = ByteBuffer.allocate(4 * 8).order(ByteOrder.LITTLE_ENDIAN);
        samples.putFloat(5 * 4, bad);

        assertRefused(chunk().setSamples(samples), Reason.NON_FINITE, "sample 2 of channel 1 is " + bad);
    }

    private SignalChunk.Builder chunk() {
        return SignalChunk.newBuilder(codec.encode(new Samples(MICROS, new float[2], false), Encoding.F32LE));
    }

    private void assertRefused(SignalChunk.Builder chunk, Reason reason, String message) {
        RefusedChunkException refused =
                catchThrowableOfType(RefusedChunkException.class, () -> codec.decode(chunk.build()));

        assertThat(refused).hasMessageContaining(message);
        assertThat(refused.reason()).isEqualTo(reason);
    }

    private static byte[] bytes(SignalChunk chunk) {
        byte[] bytes = new byte[chunk.getSamples().remaining()];
        chunk.getSamples().duplicate().get(bytes);
        return bytes;
    }
}
