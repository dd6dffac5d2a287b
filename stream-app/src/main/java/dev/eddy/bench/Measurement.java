package dev.eddy.bench;

/**
 * What one run of one contender was like.
 *
 * @param windowsPerSecond between the first and the last committed prediction
 * @param cpuMicros CPU time of the process per window, microseconds
 * @param peakMiB the most memory that its process has held so far, of all kinds; 0 where it has none of its own
 * @param changelogBytes what its changelogs took on the broker, compressed, per window
 * @param fault what was wrong with its output, empty if nothing
 */
record Measurement(double windowsPerSecond, double cpuMicros, double peakMiB, double changelogBytes, String fault) {

    static Measurement wrong(String fault) {
        return new Measurement(0, 0, 0, 0, fault);
    }

    Measurement withChangelog(double bytes) {
        return new Measurement(windowsPerSecond, cpuMicros, peakMiB, bytes, fault);
    }

    boolean right() {
        return fault.isEmpty();
    }
}
