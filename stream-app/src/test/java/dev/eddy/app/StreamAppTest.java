package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eddy.event.EventSerde;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalChunk;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** What the app waits for and what it ends with. */
class StreamAppTest {

    private static final byte[] UNKNOWN_SCHEMA = {0, 0, 0, 0, 1, 2, 3};

    @Test
    void shouldGoOnAfterAnOutageOfTheRegistry() {
        try (EventSerde<SignalChunk> serde =
                EventSerde.of(SignalChunk.class, RegistryConfig.of("http://127.0.0.1:1"))) {
            Throwable outage = catchThrowable(() -> serde.deserializer().deserialize("signals", UNKNOWN_SCHEMA));

            assertThat(StreamApp.passes(new StreamsException("in process", outage)))
                    .isTrue();
        }
    }

    @Test
    void shouldGoOnAfterAnOutageOfKafka() {
        assertThat(StreamApp.passes(new StreamsException("in commit", new TimeoutException("no answer"))))
                .isTrue();
    }

    @Test
    void shouldEndWithWhatTimeDoesNotMend() {
        assertThat(StreamApp.passes(new StreamsException("in send", new RecordTooLargeException("2 MB"))))
                .isFalse();
        assertThat(StreamApp.passes(new IllegalStateException("a bug"))).isFalse();
    }
}
