package dev.eddy.chaos;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What is done to the pipeline while it works. */
public enum Fault {
    /** kill -9 of an instance, which is started again at once. */
    KILL("kill -9 of an instance", 1, 1),
    /** SIGTERM of an instance, which is started again when it is gone. */
    TERM("SIGTERM of an instance", 1, 1),
    /** An instance stands still for longer than its session and its transaction may last, then goes on. */
    PAUSE("instance paused, fenced, resumed", 1, 1),
    /** All instances are stopped and started, one after the other. */
    ROLL("rolling restart", 1, 1),
    /** All instances but one are stopped, and started again later. */
    SCALE("scaled to 1 instance and back", 2, 1),
    /** An instance is cut off from all brokers for longer than its session may last. */
    PARTITION("instance cut off from the brokers", 1, 1),
    /** An instance is stopped or killed and its state is deleted before it is started again. */
    STATE_DELETED("state deleted while down", 1, 1),
    /** An instance is stopped and a file of its RocksDB is damaged before it is started again. */
    STATE_DAMAGED("RocksDB file damaged while down", 1, 1),
    /** kill -9 of a broker: the leader of some partition, or the controller. */
    BROKER_KILL("kill -9 of a broker", 1, 3),
    /** SIGTERM of a broker, which is started again when it is gone. */
    BROKER_BOUNCE("broker restarted", 1, 3),
    /** A broker stands still and goes on. */
    BROKER_PAUSE("broker paused", 1, 3),
    /** The schema registry does not answer for a while. */
    REGISTRY_DOWN("registry down in flight", 1, 1),
    /** An instance is killed and started again while the schema registry does not answer. */
    REGISTRY_DOWN_AT_START("registry down at a restart", 1, 1),
    /** The disk with the state of an instance has no room left for a while. */
    DISK_FULL("disk of the state full", 1, 1, Tool.MOUNT),
    /** An instance waits long for every file that it reads or writes. */
    DISK_SLOW("disk of the state slow", 1, 1, Tool.STRACE),
    /** An instance runs with a clock that is fast or slow by up to 40 minutes. */
    CLOCK_SKEW("clock of an instance wrong", 1, 1, Tool.FAKETIME),
    /** The model throws in one batch. */
    MODEL_THROWS("exception in a batch", 1, 1),
    /** The model runs out of memory in one batch. */
    MODEL_OUT_OF_MEMORY("out of memory in a batch", 1, 1),
    /** One batch takes longer than a transaction may. */
    MODEL_SLOW("transaction times out in a slow batch", 1, 1),
    /** One batch never ends: the instance must end by itself, and is started again. */
    MODEL_HANGS("batch that never ends", 1, 1),
    /** A model is published, tried, promoted and rolled back, and an instance killed in each of these phases. */
    MODEL_SWITCH("kill -9 while a model is published, tried, promoted, rolled back", 1, 1),
    /** Two of the others at once. */
    MIXED("two of these at once", 1, 1),
    /** Nothing is done for a while: what is normal, and what an hour of it costs. */
    NOTHING("nothing", 1, 1);

    private static final Set<Fault> NEEDS_FENCING = EnumSet.of(PAUSE, PARTITION, BROKER_PAUSE, MODEL_SLOW);

    private final String title;
    private final int instances;
    private final int brokers;
    private final Optional<Tool> tool;

    Fault(String title, int instances, int brokers) {
        this(title, instances, brokers, Optional.empty());
    }

    Fault(String title, int instances, int brokers, Tool tool) {
        this(title, instances, brokers, Optional.of(tool));
    }

    Fault(String title, int instances, int brokers, Optional<Tool> tool) {
        this.title = title;
        this.instances = instances;
        this.brokers = brokers;
        this.tool = tool;
    }

    /** In words for people. */
    String title() {
        return title;
    }

    /**
     * Whether the promise holds under it. Without transactions nobody holds back an instance that goes on after it was given
     * up. And a broker may only be harmed where others take over: those of Kafka 4.3.1 do not end the transactions of a
     * partition that has no leader (KAFKA-20734), which tears them.
     */
    boolean possibleIn(Settings settings) {
        return (settings.exactlyOnce() || !NEEDS_FENCING.contains(this))
                && settings.instances() >= instances
                && settings.brokers() >= brokers
                && tool.map(settings.tools()::contains).orElse(true);
    }

    /** What it needs of the machine, if this is what is missing. */
    Optional<Tool> missing(Set<Tool> tools) {
        return tool.filter(it -> !tools.contains(it));
    }

    /** Whether something is done that can be done beside something else. */
    boolean harms() {
        return this != MIXED && this != NOTHING;
    }

    boolean harmsBroker() {
        return brokers > 1;
    }
}
