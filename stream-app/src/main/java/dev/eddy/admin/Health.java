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
     * @return false while state is restored and while the app stops
     */
    boolean ready();
}
