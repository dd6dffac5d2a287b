package dev.eddy.source;

/** How fast recordings are sent. */
public enum Speed {
    /** As fast as their samples came about. */
    REALTIME {
        @Override
        Pace from(long micros) {
            return Pace.realtime(micros);
        }
    },
    /** As fast as Kafka takes them. */
    FULL {
        @Override
        Pace from(long micros) {
            return Pace.FULL;
        }
    };

    /** The pace of a signal that begins now at such a time of its own, microseconds since 1970. */
    abstract Pace from(long micros);
}
