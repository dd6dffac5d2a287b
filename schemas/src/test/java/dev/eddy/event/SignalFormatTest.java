package dev.eddy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats of signals beside chunks in Avro. */
class SignalFormatTest {

    private static final SignalSpec SIGNAL = new SignalSpec(2, 1000);
    private static final float NONE = Float.NaN;

    private final EventSerdes serdes = EventSerdes.of(RegistryConfig.of("mock://formats"));
    private final Headers headers = new RecordHeaders();

    @AfterEach
    void close() {
        serdes.close();
    }

    @Test
    void exampleUsage() {
        Samples samples = json("{\"startTime\": 5000000, \"samples\": [[1, 2.5], [3, -4e-3]]}");

        assertThat(samples.startMicros()).isEqualTo(5_000_000);
        assertThat(samples.values()).containsExactly(1, 2.5f, 3, -0.004f);
        assertThat(samples.times()).isNull();
        assertThat(samples.endOfEvent()).isFalse();
    }

    @Test
    void shouldReadAllThatJsonCanSay() {
        Samples all = json("{\"endOfEvent\": true, \"reset\": true, \"sampleRate\": 1e3, \"samples\": [[1, 2]],"
                + " \"startTime\": \"1970-01-01T00:00:05.000001Z\"}");
        Samples mark = json("{\"startTime\": 7, \"samples\": [], \"endOfEvent\": true}");
        Samples flat =
                read(SignalFormat.JSON, new SignalSpec(1, 10), utf8("{\"startTime\": 0, \"samples\": [1, [2], 3]}"));

        assertThat(all.startMicros()).isEqualTo(5_000_001);
        assertThat(all.endOfEvent()).isTrue();
        assertThat(all.reset()).isTrue();
        assertThat(mark.values()).isEmpty();
        assertThat(mark.endOfEvent()).isTrue();
        assertThat(flat.values()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldReadReadingsOfJson() {
        Samples one = json("{\"time\": 8, \"values\": [null, 2]}");
        Samples two = json("{\"readings\": [{\"time\": 9, \"values\": [1, null]}, {\"values\": [3, 4], \"time\": 7}]}");
        Samples mark = json("{\"readings\": [], \"startTime\": 11, \"endOfEvent\": true}");

        assertThat(one.times()).containsExactly(8);
        assertThat(one.values()).containsExactly(NONE, 2);
        assertThat(two.times()).containsExactly(9, 7);
        assertThat(two.values()).containsExactly(1, NONE, 3, 4);
        assertThat(two.startMicros()).isEqualTo(9);
        assertThat(mark.times()).isEmpty();
        assertThat(mark.startMicros()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}",
                "{} {}",
                "{\"startTime\": 1}",
                "{\"samples\": [[1, 2]]}",
                "{\"startTime\": 1, \"samples\": [[1, 2]]} x",
                "{\"startTime\": 1, \"samples\": [[1, 2]]}{}",
                "{\"startTime\": 1, \"startTime\": 2, \"samples\": [[1, 2]]}",
                "{\"startTime\": 1.5, \"samples\": [[1, 2]]}",
                "{\"startTime\": \"yesterday\", \"samples\": [[1, 2]]}",
                "{\"startTime\": 1, \"samples\": [[1, null]]}",
                "{\"startTime\": 1, \"samples\": [[1, \"2\"]]}",
                "{\"startTime\": 1, \"samples\": {}}",
                "{\"startTime\": 1, \"samples\": [[[1, 2]]]}",
                "{\"startTime\": 1, \"samples\": [[1, 2]], \"values\": [1, 2]}",
                "{\"startTime\": 1, \"samples\": [[1, 2]], \"time\": 1}",
                "{\"startTime\": 1, \"samples\": [[1, 2]], \"more\": 1}",
                "{\"startTime\": 1, \"samples\": [[1, 2]], \"endOfEvent\": 1}",
                "{\"values\": [1, 2]}",
                "{\"time\": 1}",
                "{\"time\": 1, \"values\": [1, NaN]}",
                "{\"readings\": [{\"time\": 1}]}",
                "{\"readings\": [{\"values\": [1, 2]}]}",
                "{\"readings\": [{\"time\": 1, \"values\": [1, 2], \"x\": 0}]}",
                "{\"readings\": [7]}",
            })
    void shouldSayOfWhatIsNoSuchJsonWhatIsWrong(String text) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> json(text))
                .matches(e -> e.reason() == UnreadableEventException.Reason.NOT_JSON)
                .withMessageContaining("topic 'signals'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WRONG_CHANNELS    | {\"startTime\": 1, \"samples\": [[1, 2, 3]]}",
                "WRONG_CHANNELS    | {\"startTime\": 1, \"samples\": [[1]]}",
                "WRONG_CHANNELS    | {\"startTime\": 1, \"samples\": [1, 2]}",
                "WRONG_CHANNELS    | {\"time\": 1, \"values\": []}",
                "WRONG_RATE        | {\"startTime\": 1, \"sampleRate\": 8000, \"samples\": [[1, 2]]}",
                "NON_FINITE        | {\"startTime\": 1, \"samples\": [[1, 1e99]]}",
                "TOO_LARGE         | {\"startTime\": 1, \"samples\": [[1, 2], [1, 2], [1, 2], [1, 2], [1, 2]]}",
                "TIME_OUT_OF_RANGE | {\"startTime\": -1, \"samples\": [[1, 2]]}",
                "TIME_OUT_OF_RANGE | {\"startTime\": 999999999999999999999, \"samples\": [[1, 2]]}",
                "TIME_OUT_OF_RANGE | {\"startTime\": \"1969-12-31T00:00:00Z\", \"samples\": [[1, 2]]}",
            })
    void shouldRefuseWhatCannotBeUsed(RefusedChunkException.Reason reason, String text) {
        assertThatExceptionOfType(RefusedChunkException.class)
                .isThrownBy(() -> json(text))
                .matches(e -> e.reason() == reason);
    }

    @Test
    void shouldReadReadingsOfAvro() {
        Samples samples = avro(List.of(reading(5, Arrays.asList(1f, null)), reading(6, Arrays.asList(null, 2f))));
        Samples mark = read(
                SignalFormat.READINGS,
                SIGNAL,
                serdes.readings()
                        .serializer()
                        .serialize("signals", new Readings(List.of(), Instant.ofEpochSecond(1), true, false)));

        assertThat(samples.times()).containsExactly(5000, 6000);
        assertThat(samples.values()).containsExactly(1, NONE, NONE, 2);
        assertThat(mark.startMicros()).isEqualTo(1_000_000);
        assertThat(mark.endOfEvent()).isTrue();
        refused(RefusedChunkException.Reason.WRONG_CHANNELS, reading(5, List.of(1f)));
        refused(RefusedChunkException.Reason.NON_FINITE, reading(5, List.of(1f, Float.NaN)));
        refused(RefusedChunkException.Reason.NON_FINITE, reading(5, List.of(1f, Float.POSITIVE_INFINITY)));
        refused(RefusedChunkException.Reason.TIME_OUT_OF_RANGE, reading(-5, List.of(1f, 1f)));
        Reading one = reading(1, List.of(1f, 1f));
        refused(RefusedChunkException.Reason.TOO_LARGE, one, one, one, one, one);
    }

    private void refused(RefusedChunkException.Reason reason, Reading... rows) {
        assertThatExceptionOfType(RefusedChunkException.class)
                .isThrownBy(() -> avro(List.of(rows)))
                .matches(e -> e.reason() == reason);
    }

    private static Reading reading(long millis, List<Float> values) {
        return new Reading(Instant.ofEpochMilli(millis), values);
    }

    private Samples avro(List<Reading> rows) {
        Readings event = new Readings(rows, Instant.EPOCH, false, false);
        return read(
                SignalFormat.READINGS, SIGNAL, serdes.readings().serializer().serialize("signals", event));
    }

    @Test
    void shouldReadBareSamples() {
        byte[] value = {0, 64, 0, -64, 1, 0, -1, -1};

        Samples plain = read(SignalFormat.PCM, SIGNAL, value);
        header(PcmReader.START, "1234567");
        header(PcmReader.RATE, "1000");
        header(PcmReader.CHANNELS, "2");
        header(PcmReader.END, "true");
        header(PcmReader.RESET, "true");
        Samples told = read(SignalFormat.PCM, SIGNAL, value);

        assertThat(plain.values()).containsExactly(0.5f, -0.5f, 1 / 32768f, -1 / 32768f);
        assertThat(plain.startMicros()).isEqualTo(42_000);
        assertThat(plain.endOfEvent()).isFalse();
        assertThat(told.startMicros()).isEqualTo(1_234_567);
        assertThat(told.endOfEvent()).isTrue();
        assertThat(told.reset()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_RATE, eddy.rate, 8000",
        "WRONG_CHANNELS, eddy.channels, 1",
        "TIME_OUT_OF_RANGE, eddy.start, -1",
        "BAD_HEADER, eddy.start, now",
        "BAD_HEADER, eddy.rate, fast",
        "BAD_HEADER, eddy.channels, 99999999999",
    })
    void shouldRefuseBareSamplesOfWhichAHeaderSaysSomethingElse(String reason, String header, String value) {
        header(header, value);

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> read(SignalFormat.PCM, SIGNAL, new byte[4]))
                .matches(e -> reason(e).equals(reason));
    }

    @Test
    void shouldRefuseBareSamplesThatAreNotWhole() {
        assertThatExceptionOfType(RefusedChunkException.class)
                .isThrownBy(() -> read(SignalFormat.PCM, SIGNAL, new byte[6]))
                .matches(e -> e.reason() == RefusedChunkException.Reason.BROKEN_SAMPLES);
    }

    private static String reason(RuntimeException e) {
        return e instanceof RefusedChunkException refused
                ? refused.reason().name()
                : ((UnreadableEventException) e).reason().name();
    }

    private void header(String name, String value) {
        headers.add(name, utf8(value));
    }

    @ParameterizedTest
    @EnumSource(SignalFormat.class)
    void shouldReadWhatItWrites(SignalFormat format) {
        Samples samples = new Samples(1_234_567, new float[] {0.5f, -0.25f, 0.125f, -1}, true, true);
        SignalChunk chunk = new SampleCodec(SIGNAL, 4).encode(samples, Encoding.F32LE);

        byte[] value = format.writer(serdes).serialize("signals", headers, chunk);
        Samples read = read(format, SIGNAL, value);

        assertThat(read.startMicros()).isEqualTo(samples.startMicros());
        assertThat(read.values()).isEqualTo(samples.values());
        assertThat(read.endOfEvent()).isTrue();
        assertThat(read.reset()).isTrue();
        assertThat(read.times()).isEqualTo(format == SignalFormat.READINGS ? new long[] {1_234_567, 1_235_567} : null);
    }

    private Samples json(String text) {
        return read(SignalFormat.JSON, SIGNAL, utf8(text));
    }

    private Samples read(SignalFormat format, SignalSpec signal, byte[] value) {
        return format.reader(serdes, signal, 4).read(new Envelope("signals", 42, headers), value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
