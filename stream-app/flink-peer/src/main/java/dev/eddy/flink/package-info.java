/**
 * The work of the stream app on Apache Flink, as a good engineer would write it there: once as a keyed function, once as an
 * operator that batches across keys. For the performance table alone; Eddy's own model, words and knife are used, so that
 * only the engines differ.
 */
@NullMarked
package dev.eddy.flink;

import org.jspecify.annotations.NullMarked;
