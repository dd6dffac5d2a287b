package dev.eddy.trainer;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How long the processors have worked for this process: unlike the clock, nobody else on the machine changes it. */
final class CpuTime {

    private CpuTime() {}

    /** Seconds of all threads together. */
    static double seconds() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / 1e9;
    }
}
