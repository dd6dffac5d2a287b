package dev.eddy.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How large a campaign is and what it goes by.
 *
 * @param seed of the input and of the plan of faults
 * @param keys streams, 1 or more
 * @param partitions of every topic, 1 or more
 * @param brokers 1 or 3
 * @param instances of the stream app, 1 or more
 * @param windowsPerSecond that the input gives
 * @param exactlyOnce what is promised
 * @param sessionTimeout after which a silent instance is out of its group
 * @param transactionTimeout after which a silent instance's transaction is aborted
 * @param faults to choose from
 * @param most faults in all
 * @param duration after which no fault begins any more
 * @param tools that the machine has for them
 * @param idle how long the instances are watched while nothing comes in any more; 0 for not at all
 */
public record Settings(
        long seed,
        int keys,
        int partitions,
        int brokers,
        int instances,
        int windowsPerSecond,
        boolean exactlyOnce,
        Duration sessionTimeout,
        Duration transactionTimeout,
        List<Fault> faults,
        int most,
        Duration duration,
        Set<Tool> tools,
        Duration idle) {

    /** Checks every value against its range. */
    public Settings {
        require(keys >= 1, "--keys must be 1 or more but was " + keys);
        require(partitions >= 1, "--partitions must be 1 or more but was " + partitions);
        require(keys >= 4 * partitions, "--keys must be 4 times --partitions or more, so that none is empty");
        require(brokers == 1 || brokers == 3, "--brokers must be 1 or 3 but was " + brokers);
        require(instances >= 1, "--instances must be 1 or more but was " + instances);
        require(windowsPerSecond >= 1, "--rate must be 1 or more but was " + windowsPerSecond);
        require(most >= 0, "--faults must be 0 or more but was " + most);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
