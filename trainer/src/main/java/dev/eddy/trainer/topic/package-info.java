/**
 * Recordings out of a Kafka topic of {@code SignalChunk} events, assembled with the rules of {@code dev.eddy.signal} as
 * they are when serving.
 *
 * <p>Kafka's client is used here only. Must not import torch or ONNX types.
 */
@NullMarked
package dev.eddy.trainer.topic;

import org.jspecify.annotations.NullMarked;
