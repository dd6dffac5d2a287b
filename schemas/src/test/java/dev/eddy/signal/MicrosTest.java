package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MicrosTest {

    @Test
    void shouldCountBeyondTheNanosecondsOfALong() {
        Instant late = Instant.parse("9999-12-31T23:59:59.999999Z");

        assertThat(Micros.of(late)).isEqualTo(253_402_300_799_999_999L);
        assertThat(Micros.time(Micros.of(late))).isEqualTo(late);
    }

    @Test
    void shouldRoundDownOnBothSidesOf1970() {
        assertThat(Micros.of(Instant.EPOCH.plusNanos(1999))).isEqualTo(1);
        assertThat(Micros.of(Instant.EPOCH.minusNanos(1))).isEqualTo(-1);
    }

    @Test
    void shouldSayWhatALongCannotHold() {
        assertThatThrownBy(() -> Micros.of(Instant.MAX)).isInstanceOf(ArithmeticException.class);
    }
}
