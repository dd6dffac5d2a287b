package dev.eddy.inference;

import java.time.Duration;

/**
 * When a batch is run: as soon as {@code limit} steps are there, or {@code linger} after its first step came, or at once
 * when somebody waits for a result.
 *
 * @param limit the most steps in one run, 1 to 8192; a CPU does best at 16 to 64, a GPU at 256 and more
 * @param linger how long the first step of a batch waits for company, 0 to 1 s
 * @param catchUp the most consecutive windows of one key in a step, 1 to 64; 1 is exact, more are faster where few keys are
 *     behind, but the last bits of what is predicted may then depend on how far they were
 * @param threads how many batches may be run at a time, each on a model of its own, 1 to 64: while one is computed the next
 *     one is put together
 */
public record BatchPolicy(int limit, Duration linger, int catchUp, int threads) {

    /** What suits a CPU. */
    public static final BatchPolicy CPU = new BatchPolicy(64, Duration.ofMillis(2));

    private static final int MAX_LIMIT = 8192;
    private static final int MAX_CATCH_UP = 64;
    private static final int MAX_THREADS = 64;

    /** Checks all values against their ranges. */
    public BatchPolicy {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("batch limit must be in 1.." + MAX_LIMIT + " steps but was " + limit);
        }
        if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("batch linger must be in 0ms..1s but was " + linger);
        }
        if (catchUp < 1 || catchUp > MAX_CATCH_UP) {
            throw new IllegalArgumentException(
                    "catch-up must be in 1.." + MAX_CATCH_UP + " windows but was " + catchUp);
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("engine threads must be in 1.." + MAX_THREADS + " but were " + threads);
        }
    }

    /**
     * One window of a key at a time, one batch at a time.
     *
     * @param limit the most steps in one run
     * @param linger how long the first step of a batch waits for company
     */
    public BatchPolicy(int limit, Duration linger) {
        this(limit, linger, 1, 1);
    }

    /**
     * The same for keys that are behind.
     *
     * @param most consecutive windows of one key in a step
     * @return a new policy
     */
    public BatchPolicy withCatchUp(int most) {
        return new BatchPolicy(limit, linger, most, threads);
    }

    /**
     * The same on several threads.
     *
     * @param some batches at a time
     * @return a new policy
     */
    public BatchPolicy withThreads(int some) {
        return new BatchPolicy(limit, linger, catchUp, some);
    }
}
