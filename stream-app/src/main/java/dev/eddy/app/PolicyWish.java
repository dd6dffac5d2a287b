package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.Partitions;
import dev.eddy.cluster.Right;
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
 * @param time of how long windows are replayed, or how long a dual run lasts at most; zero for others
 */
record PolicyWish(Optional<StatePolicy> policy, Duration time) {

    private static final Map<String, Integer> PARTS =
            Map.of("auto", 1, "carry", 1, "reset", 1, "shadow", 1, "replay", 2, "dual-run", 2);

    /** Reads {@code auto}, {@code carry}, {@code reset}, {@code shadow}, {@code replay:30s} or {@code dual-run:30s}. */
    static final class Converter implements ITypeConverter<PolicyWish> {

        @Override
        public PolicyWish convert(String text) {
            String[] parts = text.toLowerCase(Locale.ROOT).split(":", 2);
            if (PARTS.getOrDefault(parts[0], 0) != parts.length) {
                throw new TypeConversionException(
                        "a policy must be auto, carry, reset, shadow, or replay or dual-run with a duration, like replay:30s,"
                                + " but was '" + text + "'");
            }
            return new PolicyWish(
                    parts[0].equals("auto")
                            ? Optional.empty()
                            : Optional.of(StatePolicy.valueOf(
                                    parts[0].replace('-', '_').toUpperCase(Locale.ROOT))),
                    parts.length == 1 ? Duration.ZERO : Units.duration(parts[1]));
        }
    }

    private boolean asks(StatePolicy wanted) {
        return policy.filter(wanted::equals).isPresent();
    }

    /** For each partition of a topic that is going to be written to the offset from which windows are replayed, 0 where none are. */
    Map<Integer, Long> starts(KafkaTarget kafka, String topic) {
        return Partitions.of(kafka, Right.write(topic), asks(StatePolicy.REPLAY) ? time : Duration.ZERO);
    }
}
