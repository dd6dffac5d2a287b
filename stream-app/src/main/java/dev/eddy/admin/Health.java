package dev.eddy.admin;

/** What a probe wants to know. Called by any thread, so it must answer at once. */
public interface Health {

    /**
     * Whether the process is worth keeping.
     *
     * @return false when only a restart helps
     */
    boolean live();

    /**
     * Whether predictions are being made.
     *
     * @return false while the model is cold, while state is restored, and from the moment on at which the app is told to
     *     stop
     */
    boolean ready();

    /**
     * How far the start has come.
     *
     * @return as of now
     */
    Startup startup();

    /**
     * How far a start has come.
     *
     * @param started true once predictions were made for the first time; stays true
     * @param state what Kafka Streams calls it
     * @param restoredRecords read back from the changelog since the start
     * @param remainingRecords to be read back before the tasks of this instance can go on
     */
    record Startup(boolean started, String state, long restoredRecords, long remainingRecords) {}
}
