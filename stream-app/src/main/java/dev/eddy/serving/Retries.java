package dev.eddy.serving;

import dev.eddy.event.RegistryUnavailableException;
import dev.eddy.inference.AbsentModelException;
import dev.eddy.topology.DamagedStoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownServerException;

/** Decides whether a stream thread that failed is worth another one. Any thread may call. */
final class Retries {

    private static final int MOST = 10;
    private static final int MOST_FENCED = 3;
    private static final long SPAN_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    private final Deque<Long> recent = new ArrayDeque<>();
    private final Deque<Long> fenced = new ArrayDeque<>();

    /** With a clock in nanoseconds. */
    Retries(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether to try again: only what may pass, and not so often that it is no outage any more. */
    synchronized boolean worth(Throwable error) {
        if (!passes(error)) {
            return false;
        }
        return within(recent, MOST) && (!any(error, Retries::isFenced) || within(fenced, MOST_FENCED));
    }

    /** Whether this time, which is noted, is among the first so many of the span. */
    private boolean within(Deque<Long> times, int most) {
        long now = clock.getAsLong();
        while (!times.isEmpty() && now - times.getFirst() > SPAN_NANOS) {
            times.removeFirst();
        }
        times.addLast(now);
        return times.size() <= most;
    }

    private static boolean passes(Throwable error) {
        return any(error, Retries::mayPass);
    }

    private static boolean any(Throwable error, Predicate<Throwable> what) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause).anyMatch(what);
    }

    /**
     * Somebody was away, a broker stumbled, a transaction is lost, a model is on its way, or the states are to be read from
     * the changelog.
     */
    private static boolean mayPass(Throwable error) {
        return error instanceof RegistryUnavailableException
                || error instanceof DamagedStoreException
                || error instanceof AbsentModelException
                || error instanceof RetriableException
                || error instanceof UnknownServerException
                || isLostTransaction(error)
                || isFenced(error)
                || (error.getClass() == KafkaException.class && error.getCause() == null);
    }

    /**
     * Another member has come with the same instance id. It may be this one: where a coordinator stood still, what was asked
     * of it is asked again of the next one, as a new member. But if there really are two, one of them must end.
     */
    private static boolean isFenced(Throwable error) {
        return error instanceof FencedInstanceIdException;
    }

    /**
     * The broker has aborted it, most often because this process stood still until it timed out. A commit of it is then
     * answered with an invalid state where the coordinator is quicker than its own fence; Kafka Streams takes that for fatal.
     */
    private static boolean isLostTransaction(Throwable error) {
        return error instanceof InvalidTxnStateException
                || error instanceof TransactionAbortableException
                || error instanceof InvalidProducerEpochException
                || error instanceof ProducerFencedException
                || error instanceof InvalidPidMappingException;
    }
}
