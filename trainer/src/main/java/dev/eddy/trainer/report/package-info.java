/**
 * What a person sees of a run: progress while it fits, how good the result is, and a page that shows both.
 *
 * <p>Must not import torch or ONNX types, nor any other package of the trainer.
 */
@NullMarked
package dev.eddy.trainer.report;

import org.jspecify.annotations.NullMarked;
