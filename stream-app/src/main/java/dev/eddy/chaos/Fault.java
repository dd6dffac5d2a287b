package dev.eddy.chaos;

/** What is done to the pipeline while it works. */
public enum Fault {
    /** kill -9 of an instance, which is started again at once. */
    KILL("kill -9 of an instance", 1),
    /** SIGTERM of an instance, which is started again when it is gone. */
    TERM("SIGTERM of an instance", 1),
    /** An instance stands still for longer than its session and its transaction may last, then goes on. */
    PAUSE("instance paused, fenced, resumed", 1),
    /** All instances are stopped and started, one after the other. */
    ROLL("rolling restart", 1),
    /** All instances but one are stopped, and started again later. */
    SCALE("scaled to 1 instance and back", 2),
    /** An instance is cut off from all brokers for longer than its session may last. */
    PARTITION("instance cut off from the brokers", 1),
    /** An instance is stopped or killed and its state is deleted before it is started again. */
    STATE_DELETED("state deleted while down", 1),
    /** An instance is stopped and a file of its RocksDB is damaged before it is started again. */
    STATE_DAMAGED("RocksDB file damaged while down", 1),
    /** kill -9 of a broker: the leader of some partition, or the controller. */
    BROKER_KILL("kill -9 of a broker", 1),
    /** SIGTERM of a broker, which is started again when it is gone. */
    BROKER_BOUNCE("broker restarted", 1),
    /** A broker stands still and goes on. */
    BROKER_PAUSE("broker paused", 1),
    /** The schema registry does not answer for a while. */
    REGISTRY_DOWN("registry down in flight", 1),
    /** An instance is killed and started again while the schema registry does not answer. */
    REGISTRY_DOWN_AT_START("registry down at a restart", 1),
    /** Two of the others at once. */
    MIXED("two of these at once", 1);

    private final String title;
    private final int instances;

    Fault(String title, int instances) {
        this.title = title;
        this.instances = instances;
    }

    /** In words for people. */
    String title() {
        return title;
    }

    /**
     * Whether it can be caused.
     *
     * @param running how many instances there are
     * @return false if it needs more of them
     */
    public boolean possibleWith(int running) {
        return running >= instances;
    }
}
