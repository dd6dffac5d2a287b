/**
 * Data sets: recordings with their labels and targets, how they are split, cut into steps with the rules of {@code
 * dev.eddy.signal}, and written as files.
 *
 * <p>Must not import torch or ONNX types: what lies here are plain arrays, {@code [step][sample][channel]} flattened.
 */
@NullMarked
package dev.eddy.trainer.data;

import org.jspecify.annotations.NullMarked;
