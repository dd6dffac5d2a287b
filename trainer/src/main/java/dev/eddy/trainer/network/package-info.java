/**
 * Networks: a list of layer specs, each of which knows how to read itself from an experiment, how it changes the shape
 * of a signal, how to build its torch module and how to write itself as ONNX nodes. A new layer is one new file, named
 * in {@link dev.eddy.trainer.network.LayerSpec} and {@link dev.eddy.trainer.network.LayerReader}; whatever it forgets,
 * the compiler finds.
 *
 * <p>Between layers a signal is {@code [batch][channel][frame]}; all steps of a row share the frame axis, and a grid's
 * channels, rows and columns are one list, {@code [channel][row][column]} flattened. Everything is
 * causal, and every layer counts on a whole number of its own frames per step.
 *
 * <p>Torch types stay here and in {@code ….fit}. Must not import ONNX types nor {@code ….data}'s files.
 */
@NullMarked
package dev.eddy.trainer.network;

import org.jspecify.annotations.NullMarked;
