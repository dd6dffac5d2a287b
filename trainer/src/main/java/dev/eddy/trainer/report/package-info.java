/**
 * What a person sees of a run: progress while it fits, and how good the result is.
 *
 * <p>Must not import torch or ONNX types, nor any other package of the trainer.
 */
@NullMarked
package dev.eddy.trainer.report;

import org.jspecify.annotations.NullMarked;
