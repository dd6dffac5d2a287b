package dev.eddy.event;

import org.apache.kafka.common.header.Headers;

/**
 * What is known of an event beside its value.
 *
 * @param topic where it comes from
 * @param timestampMillis of the record, milliseconds since 1970
 * @param headers of the record
 */
public record Envelope(String topic, long timestampMillis, Headers headers) {}
