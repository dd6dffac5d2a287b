package dev.eddy.topology;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what came before once more. */
@FunctionalInterface
interface Past {

    /**
     * Reads committed records.
     *
     * @param partition of the signals
     * @param from the first offset
     * @param to just after the last offset
     * @param each takes them in their order
     */
    void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> each);
}
