package dev.eddy.topology;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record's place in the input.
 *
 * @param topic of the record, or empty
 * @param partition of the topic, or -1
 * @param offset within the partition, or -1
 */
record Origin(String topic, int partition, long offset) implements RecordMetadata {

    /** Of what comes from no record alone. */
    static final RecordMetadata NONE = new Origin("", -1, -1);
}
