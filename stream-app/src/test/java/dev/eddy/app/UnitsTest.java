package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.event.Encoding;
import dev.eddy.signal.SignalSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({"5ms,PT0.005S", "20s,PT20S", "1.5s,PT1.5S", "250us,PT0.00025S", "2min,PT2M", "1h,PT1H", "0ms,PT0S"})
    void shouldReadDurations(String text, Duration duration) {
        assertThat(Units.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"1B,1", "16MiB,16777216", "1.5KiB,1536", "2GB,2000000000"})
    void shouldReadSizes(String text, long bytes) {
        assertThat(Units.bytes(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "ms", "5 parsecs", "-5ms", "", "5e3ms", "1MS"})
    void shouldWantANumberAndAUnit(String text) {
        assertThatThrownBy(() -> Units.duration(text))
                .hasMessage("a duration must be a number and us, ms, s, min or h, like 5ms, but was '" + text + "'");
    }

    @Test
    void shouldRefuseHalfAByteAndMoreThanAnythingHolds() {
        assertThatThrownBy(() -> Units.bytes("0.5B")).hasMessageContaining("a whole number of the smallest unit");
        assertThatThrownBy(() -> Units.bytes("999999999999GiB")).hasMessageContaining("but was '999999999999GiB'");
    }

    @Test
    void shouldReadChunksInSamplesOrTime() {
        SignalSpec signal = new SignalSpec(2, 8000);

        assertThat(Units.chunkLength("32").of(signal)).isEqualTo(32);
        assertThat(Units.chunkLength("100ms").of(signal)).isEqualTo(800);
        assertThat(Units.chunkLength("1us").of(signal)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "0ms", "-1", "many"})
    void shouldRefuseChunksOfNothing(String text) {
        assertThatThrownBy(() -> Units.chunkLength(text))
                .hasMessage(
                        "a chunk must be samples, like 32, or a duration above 0, like 100ms, but was '" + text + "'");
    }

    @Test
    void shouldReadEncodingsInEitherCase() {
        assertThat(Units.encoding("f32le")).isEqualTo(Encoding.F32LE);
        assertThat(Units.encoding("PCM_S16LE")).isEqualTo(Encoding.PCM_S16LE);
        assertThatThrownBy(() -> Units.encoding("unknown"))
                .hasMessage("an encoding must be f32le or pcm_s16le but was 'unknown'");
    }
}
