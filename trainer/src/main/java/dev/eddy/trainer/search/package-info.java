/**
 * Many fits of one experiment: trials in processes of their own, and random search with successive halving.
 *
 * <p>Must not import torch or ONNX types, nor open a data set: trials do, and they never see the test part.
 */
@NullMarked
package dev.eddy.trainer.search;

import org.jspecify.annotations.NullMarked;
