package dev.eddy.app;

/** How fast recordings are sent. */
enum Speed {
    /** As fast as their samples came about. */
    REALTIME,
    /** As fast as Kafka takes them. */
    FULL
}
