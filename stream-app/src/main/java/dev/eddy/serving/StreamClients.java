package dev.eddy.serving;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** The clients that Kafka Streams works with: the usual ones, but their consumers ask less often when all is quiet. */
final class StreamClients implements KafkaClientSupplier {

    /** By then the longest chunk's windows are on their way, whatever the commit interval. */
    private static final Duration SHORTEST_QUIET = Duration.ofSeconds(1);

    private final Duration quietAfter;

    /** All is quiet after two commits without a record: what was under way is done then. */
    StreamClients(Duration commitEvery) {
        Duration twice = commitEvery.multipliedBy(2);
        this.quietAfter = twice.compareTo(SHORTEST_QUIET) > 0 ? twice : SHORTEST_QUIET;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new PatientConsumer(config, quietAfter);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new PatientConsumer(config, quietAfter);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new PatientConsumer(config, quietAfter);
    }

    private static final class PatientConsumer extends KafkaConsumer<byte[], byte[]> {

        private final Quiet quiet;

        private PatientConsumer(Map<String, Object> config, Duration quietAfter) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.quiet = new Quiet(quietAfter, System::nanoTime);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(quiet.wait(timeout));
            if (!records.isEmpty()) {
                quiet.broken();
            }
            return records;
        }
    }
}
