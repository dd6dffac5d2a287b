package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.rollout.StatePolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PolicyWishTest {

    private final PolicyWish.Converter converter = new PolicyWish.Converter();

    @Test
    void exampleUsage() {
        assertThat(converter.convert("auto")).isEqualTo(new PolicyWish(Optional.empty(), Duration.ZERO));
        assertThat(converter.convert("Carry")).isEqualTo(new PolicyWish(Optional.of(StatePolicy.CARRY), Duration.ZERO));
        assertThat(converter.convert("replay:30s"))
                .isEqualTo(new PolicyWish(Optional.of(StatePolicy.REPLAY), Duration.ofSeconds(30)));
        assertThat(converter.convert("dual-run:2min"))
                .isEqualTo(new PolicyWish(Optional.of(StatePolicy.DUAL_RUN), Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "replay", "dual-run", "dual_run:2min", "carry:3s", "keep"})
    void shouldSayWhichPoliciesThereAre(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> converter.convert(text))
                .withMessageContaining("must be auto, carry, reset, shadow, or replay or dual-run with a duration");
    }
}
