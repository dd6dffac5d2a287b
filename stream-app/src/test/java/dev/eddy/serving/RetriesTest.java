package dev.eddy.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eddy.event.EventSerde;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalChunk;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** What the app goes on after, and what it ends with. */
class RetriesTest {

    private static final byte[] UNKNOWN_SCHEMA = {0, 0, 0, 0, 1, 2, 3};

    private final AtomicLong clock = new AtomicLong();
    private final Retries retries = new Retries(clock::get);

    @Test
    void shouldGoOnAfterAnOutageOfTheRegistry() {
        try (EventSerde<SignalChunk> serde =
                EventSerde.of(SignalChunk.class, RegistryConfig.of("http://127.0.0.1:1"))) {
            Throwable outage = catchThrowable(() -> serde.deserializer().deserialize("signals", UNKNOWN_SCHEMA));

            assertThat(retries.worth(new StreamsException("in process", outage)))
                    .isTrue();
        }
    }

    @Test
    void shouldGoOnAfterAnOutageOfKafka() {
        assertThat(retries.worth(new StreamsException("in commit", new TimeoutException("no answer"))))
                .isTrue();
    }

    @Test
    void shouldGoOnAfterAnAnswerOfABrokerThatTheClientHasNoRuleFor() {
        KafkaException unhandled = new KafkaException("Unhandled error in EndTxnResponse");

        assertThat(retries.worth(new StreamsException("in commit", unhandled))).isTrue();
    }

    @Test
    void shouldGoOnAfterATransactionThatTheBrokerAborted() {
        ApiException ended = new InvalidTxnStateException("The producer attempted an operation in an invalid state.");

        assertThat(retries.worth(new StreamsException("in commit", ended))).isTrue();
        assertThat(retries.worth(new StreamsException("in send", new InvalidProducerEpochException("fenced"))))
                .isTrue();
        assertThat(retries.worth(new StreamsException("in send", new TransactionAbortableException("abort it"))))
                .isTrue();
    }

    @Test
    void shouldEndWithWhatTimeDoesNotMend() {
        assertThat(retries.worth(new StreamsException("in send", new RecordTooLargeException("2 MB"))))
                .isFalse();
        assertThat(retries.worth(new StreamsException("in send", new TopicAuthorizationException("predictions"))))
                .isFalse();
        assertThat(retries.worth(new StreamsException("a bug", new IllegalStateException("a bug"))))
                .isFalse();
    }

    @Test
    void shouldGoOnWhenItWasFencedByItselfButNotBesideAnotherOne() {
        StreamsException fenced = new StreamsException("in poll", new FencedInstanceIdException("another one"));

        assertThat(retries.worth(fenced)).isTrue();
        assertThat(retries.worth(fenced)).isTrue();
        assertThat(retries.worth(fenced)).isTrue();
        assertThat(retries.worth(fenced)).isFalse();
        clock.addAndGet(TimeUnit.MINUTES.toNanos(2));
        assertThat(retries.worth(fenced)).isTrue();
    }

    @Test
    void shouldEndWithWhatComesBackAtOnceAgainAndAgain() {
        for (int i = 0; i < 10; i++) {
            assertThat(retries.worth(new TimeoutException("no answer"))).isTrue();
        }
        assertThat(retries.worth(new TimeoutException("no answer"))).isFalse();
    }

    @Test
    void shouldGoOnForEverWhenItComesBackSlowly() {
        for (int i = 0; i < 1000; i++) {
            clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
            assertThat(retries.worth(new TimeoutException("no answer"))).isTrue();
        }
    }
}
