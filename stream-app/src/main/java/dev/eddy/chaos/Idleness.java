package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;

/**
 * What the instances cost while nothing comes in.
 *
 * @param cpuPercent of one core, of the busiest instance
 * @param transactionRecords that the coordinators wrote meanwhile: no transaction, no record
 */
public record Idleness(double cpuPercent, long transactionRecords) {

    private static final double MOST_PERCENT = 2;

    /** For those who have not measured. */
    static final Idleness NOT_MEASURED = new Idleness(0, 0);

    static Idleness measure(World world, Settings settings) {
        long records = transactionRecords(world, settings);
        long[] before = cpuNanos(world);
        long start = System.nanoTime();
        JavaProcess.pause(settings.idle().toMillis());
        long[] after = cpuNanos(world);
        long nanos = System.nanoTime() - start;
        long most = 0;
        for (int i = 0; i < before.length; i++) {
            most = Math.max(most, after[i] - before[i]);
        }
        return new Idleness(100.0 * most / nanos, transactionRecords(world, settings) - records);
    }

    private static long transactionRecords(World world, Settings settings) {
        return settings.exactlyOnce() ? world.brokers.transactionRecords() : 0;
    }

    private static long[] cpuNanos(World world) {
        return world.instances.stream()
                .mapToLong(instance -> instance.member().cpu().toNanos())
                .toArray();
    }

    boolean right() {
        return cpuPercent < MOST_PERCENT && transactionRecords == 0;
    }
}
