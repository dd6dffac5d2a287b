package dev.eddy.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The clocks at some moment, and how many windows were done.
 *
 * @param windows done
 * @param nanos of the wall clock
 * @param cpuNanos of the process
 */
record Clocks(long windows, long nanos, long cpuNanos) {

    static Clocks at(long windows) {
        return new Clocks(windows, System.nanoTime(), process().getProcessCpuTime());
    }

    /** The same, without the CPU time of the thread that asks. */
    static Clocks withoutThisThread(long windows) {
        long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        return new Clocks(windows, System.nanoTime(), process().getProcessCpuTime() - own);
    }

    Measurement since(Clocks start, String fault) {
        double done = Math.max(1, windows - start.windows);
        return new Measurement(
                done * 1e9 / Math.max(1, nanos - start.nanos), (cpuNanos - start.cpuNanos) / done / 1e3, fault);
    }

    private static OperatingSystemMXBean process() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }
}
