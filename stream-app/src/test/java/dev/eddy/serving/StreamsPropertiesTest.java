package dev.eddy.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kafka Streams is told, and by whom. */
class StreamsPropertiesTest {

    private static final StreamsProperties PROPERTIES = new StreamsProperties(
            "app",
            "kafka:9092",
            Path.of("state"),
            1,
            Duration.ofMillis(100),
            StreamsProperties.USUAL_STATE_MEMORY,
            true);

    @Test
    void shouldLetTheUserDecide() {
        assertThat(PROPERTIES.with(Map.of("poll.ms", "7", "producer.linger.ms", "1")))
                .containsEntry("poll.ms", "7")
                .containsEntry("producer.linger.ms", "1")
                .containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @ParameterizedTest
    @CsvSource({
        "processing.guarantee, at_least_once, give --guarantee",
        "processing.exception.handler, Goes.On, would lose windows",
        "production.exception.handler, Goes.On, would lose windows",
        "deserialization.exception.handler, Goes.On, would lose windows"
    })
    void shouldNotLetThePromiseBeBroken(String name, String value, String remedy) {
        assertThatThrownBy(() -> PROPERTIES.with(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(name, value, remedy);
    }
}
