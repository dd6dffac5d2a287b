/**
 * Recordings: whole signals that are at hand, read from WAV and CSV files or made by a seeded generator. They are what
 * one trains on, scores offline and produces to a topic.
 *
 * <p>Must not import anything of Kafka, Avro or ONNX Runtime.
 */
@NullMarked
package dev.eddy.recording;

import org.jspecify.annotations.NullMarked;
