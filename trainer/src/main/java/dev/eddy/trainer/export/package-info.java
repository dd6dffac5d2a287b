/**
 * Networks as ONNX files: a thin writer of graphs, the conventions of a graph that carries hidden state from step to
 * step, and the proof that a written file does what the fitted network does. ONNX and ONNX Runtime types stay here.
 *
 * <p>Must not import torch types or {@code ….network}: layers describe themselves to a {@link
 * dev.eddy.trainer.export.StreamGraph}, and the proof compares with plain arrays.
 */
@NullMarked
package dev.eddy.trainer.export;

import org.jspecify.annotations.NullMarked;
