package dev.eddy.flink;

import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** Where a job begins and ends. The clients are set as those of the stream app are. */
final class KafkaEnds {

    private KafkaEnds() {}

    static KafkaSource<Tuple2<String, byte[]>> source(String bootstrapServers, String topic) {
        return KafkaSource.<Tuple2<String, byte[]>>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic)
                .setGroupId(topic + "-flink")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Events.In())
                .setProperty("isolation.level", "read_committed")
                .setProperty("max.poll.records", "2000")
                .setProperty("partition.discovery.interval.ms", "-1")
                .build();
    }

    static KafkaSink<Tuple2<String, byte[]>> sink(String bootstrapServers, String topic) {
        return KafkaSink.<Tuple2<String, byte[]>>builder()
                .setBootstrapServers(bootstrapServers)
                .setRecordSerializer(KafkaRecordSerializationSchema.<Tuple2<String, byte[]>>builder()
                        .setTopic(topic)
                        .setKeySerializationSchema(new Events.KeyOut())
                        .setValueSerializationSchema(new Events.ValueOut())
                        .build())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(topic)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setProperty("transaction.timeout.ms", "60000")
                .setProperty("linger.ms", "5")
                .setProperty("batch.size", "131072")
                .setProperty("compression.type", "lz4")
                .build();
    }
}
