/**
 * Chance changes of raw samples, so that a network sees each recording a little differently in every epoch.
 *
 * <p>Must not import torch or ONNX types: everything here is a pure function on plain arrays, {@code [sample][channel]}
 * flattened.
 */
@NullMarked
package dev.eddy.trainer.augment;

import org.jspecify.annotations.NullMarked;
