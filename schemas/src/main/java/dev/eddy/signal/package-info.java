/**
 * How the samples of one key become windows: order, gaps, hops, epochs. Pure Java, no I/O, no clock, no threads: the
 * trainer, the offline scorer and the stream app all cut with this one knife, so that the same samples give the same
 * windows everywhere.
 *
 * <p>Must not import anything of Kafka, Avro or ONNX Runtime.
 */
@NullMarked
package dev.eddy.signal;

import org.jspecify.annotations.NullMarked;
