package dev.eddy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {

    private static final TopicPartition SONGS = new TopicPartition("songs", 0);

    @Test
    void exampleUsage() throws Exception {
        try (LocalBroker broker = LocalBroker.start()) {
            broker.createTopic("songs", 3);

            produceInTransaction(broker, "la");

            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
            assertThat(consume(broker, 1)).containsExactly("la");
        }
    }

    @Test
    void shouldStillHaveItsRecordsWhenItIsStartedAgain(@TempDir Path folder) throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder, 0, Map.of())) {
            broker.createTopic("songs", 1);
            produceInTransaction(broker, "la");
        }

        try (LocalBroker broker = LocalBroker.start(folder, 0, Map.of())) {
            produceInTransaction(broker, "li");

            assertThat(consume(broker, 2)).containsExactly("la", "li");
            assertThatThrownBy(() -> broker.createTopic("songs", 2))
                    .hasMessageContaining("topic songs must have 2 partitions but is there with 1");
        }
    }

    @Test
    void shouldTakePropertiesOfTheBroker(@TempDir Path folder) throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder, 0, Map.of("auto.create.topics.enable", "true"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            produceInTransaction(broker, "la");

            assertThat(admin.listTopics().names().get()).contains("songs");
        }
    }

    @Test
    void shouldSayThatAPortIsTaken(@TempDir Path folder) {
        try (LocalBroker broker = LocalBroker.start()) {
            int taken = Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);

            assertThatThrownBy(() -> LocalBroker.start(folder, taken, Map.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not start on port " + taken)
                    .hasMessageContaining("give another port or directory");
        }
    }

    @Test
    void shouldAskAgainForLeadersOfATopicThatTheBrokerHasNotHeardOf() throws Exception {
        try (LocalBroker broker = LocalBroker.start();
                Admin real = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            AtomicInteger asked = new AtomicInteger();
            InvocationHandler makesItWhenAskedAgain = (proxy, method, arguments) -> {
                if (asked.incrementAndGet() == 2) {
                    broker.createTopic("songs", 1);
                }
                return method.invoke(real, arguments);
            };
            Admin admin = (Admin) Proxy.newProxyInstance(
                    Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, makesItWhenAskedAgain);

            LedTopics.awaitLeaders(admin, "songs", 1);

            assertThat(asked).hasValueGreaterThanOrEqualTo(2);
        }
    }

    private static void produceInTransaction(LocalBroker broker, String text) throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "singer");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(SONGS.topic(), SONGS.partition(), "key", text))
                    .get();
            producer.commitTransaction();
        }
    }

    private static List<String> consume(LocalBroker broker, int count) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(SONGS));
            consumer.seekToBeginning(List.of(SONGS));
            while (texts.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> texts.add(record.value()));
            }
        }
        return texts;
    }
}
