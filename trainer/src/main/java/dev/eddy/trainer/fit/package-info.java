/**
 * Fitting: batches, the rate over time, the loop, and how good a network is on data that it has not seen.
 *
 * <p>Torch types stay here and in {@code ….network}. Must not import ONNX types. Torch's random generator belongs to
 * the process: two fits in one JVM are reproducible only one after the other.
 */
@NullMarked
package dev.eddy.trainer.fit;

import org.jspecify.annotations.NullMarked;
