/**
 * From windows to scores. The only room that knows ONNX Runtime: stack the steps of many keys into one batch, run it,
 * unstack. A model holds no stream state: the hidden state goes in with a step and comes out with its result, so that
 * any key can be scored by any engine in any company.
 *
 * <p>Must not import anything of Kafka: who owns a key and when its state is written is not known here.
 */
@NullMarked
package dev.eddy.inference;

import org.jspecify.annotations.NullMarked;
