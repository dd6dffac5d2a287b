package dev.eddy.signal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as signals count them: whole microseconds since 1970. */
public final class Micros {

    private static final long PER_SECOND = 1_000_000;
    private static final long NANOS_EACH = 1000;

    private Micros() {}

    /**
     * What begins at a time. Not by way of {@link ChronoUnit#MICROS}: JDK 17 counts nanoseconds there, which overflow in the
     * year 2262.
     *
     * @param time rounded down to a microsecond
     * @return microseconds since 1970
     * @throws ArithmeticException when there are more than a long holds
     */
    public static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano() / NANOS_EACH);
    }

    /**
     * The time itself.
     *
     * @param micros since 1970
     * @return to the microsecond
     */
    public static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
