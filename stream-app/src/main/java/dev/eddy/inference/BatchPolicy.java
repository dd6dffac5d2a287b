package dev.eddy.inference;

import java.time.Duration;

/**
 * When a batch is run: as soon as {@code limit} steps are there, or {@code linger} after its first step came, or at once
 * when somebody waits for a result.
 *
 * @param limit the most steps in one run, 1 to 8192; a CPU does best at 16 to 64, a GPU at 256 and more
 * @param linger how long the first step of a batch waits for company, 0 to 1 s
 */
public record BatchPolicy(int limit, Duration linger) {

    /** What suits a CPU. */
    public static final BatchPolicy CPU = new BatchPolicy(64, Duration.ofMillis(2));

    private static final int MAX_LIMIT = 8192;

    /** Checks both values against their ranges. */
    public BatchPolicy {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("batch limit must be in 1.." + MAX_LIMIT + " steps but was " + limit);
        }
        if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("batch linger must be in 0ms..1s but was " + linger);
        }
    }
}
