package dev.eddy.app;

import dev.eddy.rollout.StatePolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a person wants to become of the hidden states.
 *
 * @param policy nothing to let it be chosen
 * @param replayed for a replay, of how long
 */
record PolicyWish(Optional<StatePolicy> policy, Duration replayed) {

    /** Reads {@code auto}, {@code carry}, {@code reset}, {@code shadow} or {@code replay:30s}. */
    static final class Converter implements ITypeConverter<PolicyWish> {

        @Override
        public PolicyWish convert(String text) {
            String[] parts = text.toLowerCase(Locale.ROOT).split(":", 2);
            boolean replays = parts[0].equals("replay");
            if (!Map.of("auto", 1, "carry", 1, "reset", 1, "shadow", 1, "replay", 2)
                    .getOrDefault(parts[0], 0)
                    .equals(parts.length)) {
                throw new TypeConversionException(
                        "a policy must be auto, carry, reset, shadow, or replay with a duration, like replay:30s, but was '"
                                + text + "'");
            }
            return new PolicyWish(
                    parts[0].equals("auto")
                            ? Optional.empty()
                            : Optional.of(StatePolicy.valueOf(parts[0].toUpperCase(Locale.ROOT))),
                    replays ? Units.duration(parts[1]) : Duration.ZERO);
        }
    }

    /** For each partition of a topic the offset from which windows are replayed, 0 where none are. */
    Map<Integer, Long> starts(KafkaTarget kafka, String topic) {
        return Partitions.of(kafka, topic, replayed);
    }
}
