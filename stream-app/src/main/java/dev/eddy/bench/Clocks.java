package dev.eddy.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The clocks at some moment, and how many windows were done.
 *
 * @param windows done
 * @param nanos of the wall clock
 * @param cpuNanos of the contender's process
 */
record Clocks(long windows, long nanos, long cpuNanos) {

    static Clocks at(long windows, long cpuNanos) {
        return new Clocks(windows, System.nanoTime(), cpuNanos);
    }

    /** CPU time of this process. */
    static long ownCpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    Measurement since(Clocks start, double peakMiB, String fault) {
        double done = Math.max(1, windows - start.windows);
        return new Measurement(
                done * 1e9 / Math.max(1, nanos - start.nanos),
                (cpuNanos - start.cpuNanos) / done / 1e3,
                peakMiB,
                0,
                fault);
    }
}
