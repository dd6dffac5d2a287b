/**
 * Heads: what is made of a network's last values. Each kind knows its truth, its loss, its answer in torch and as ONNX
 * nodes, and how good it is. A new kind is one new file, named in {@link dev.eddy.trainer.head.HeadSpec}.
 *
 * <p>Torch types may be used here, ONNX types not.
 */
@NullMarked
package dev.eddy.trainer.head;

import org.jspecify.annotations.NullMarked;
