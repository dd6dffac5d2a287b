package dev.eddy.topology;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of dead letters: whoever looks on of each, the log of the first of each reason, and of one a minute after that with
 * the number of those between. Any thread may call.
 */
final class DeadLetterLog {

    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);
    private static final int LONGEST_KEY = 64;

    private final Onlooker onlooker;
    private final LongSupplier clock;
    private final Map<String, Since> said = new HashMap<>();

    /** When a reason was last said, and how many there were since. */
    private record Since(long nanos, long more) {}

    /** With a clock in nanoseconds. */
    DeadLetterLog(Onlooker onlooker, LongSupplier clock) {
        this.onlooker = onlooker;
        this.clock = clock;
    }

    void add(byte @Nullable [] key, DeadLetter letter) {
        String name = name(key);
        onlooker.refused(name, letter.reason(), letter.message());
        line(name, letter).ifPresent(LOG::warn);
    }

    /** What the log says of it, if anything. */
    synchronized Optional<String> line(String key, DeadLetter letter) {
        Since since = said.get(letter.reason());
        long now = clock.getAsLong();
        if (since != null && now - since.nanos() < PAUSE.toNanos()) {
            said.put(letter.reason(), new Since(since.nanos(), since.more() + 1));
            return Optional.empty();
        }
        said.put(letter.reason(), new Since(now, 0));
        String more = since == null || since.more() == 0 ? "" : " (and " + since.more() + " more since the last one)";
        return Optional.of("Dead letter " + letter.reason()
                + (key.isEmpty() ? " without a key: " : " of key " + key + ": ") + letter.message() + more);
    }

    /** Anybody's bytes: short, and on one line. */
    private static String name(byte @Nullable [] key) {
        String name = key == null ? "" : new String(key, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return name.length() <= LONGEST_KEY ? name : name.substring(0, LONGEST_KEY - 1) + "…";
    }
}
