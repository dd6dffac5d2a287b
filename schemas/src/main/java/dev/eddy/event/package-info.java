/**
 * The events and how they travel: the generated Avro records {@code SignalChunk} and {@code Prediction}, and their serde
 * in Confluent's wire format (a zero byte, the schema id in four bytes, the Avro binary record) over the genuine
 * Confluent Schema Registry client.
 *
 * <p>Two failures are kept apart because callers must do opposite things. An {@link UnreadableEventException} is the
 * fault of one event: it stays unreadable for ever and belongs in the dead letters. A
 * {@link RegistryUnavailableException} is nobody's event's fault: try the same event again later.
 *
 * <p>The Avro decoder trusts the lengths it reads and allocates them; here the bytes come from strangers, so every
 * length is held against the bytes that are really there.
 *
 * <p>Must not import anything of Kafka Streams or ONNX Runtime, nor of the room {@code model}.
 */
@NullMarked
package dev.eddy.event;

import org.jspecify.annotations.NullMarked;
