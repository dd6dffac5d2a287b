/**
 * The performance table: Eddy beside the designs that somebody would write first, over the same input with the same model
 * in one run. Nothing of the stream app needs it.
 *
 * <p>A contender whose predictions are not the expected ones, to the bit, has no figures.
 */
@NullMarked
package dev.eddy.bench;

import org.jspecify.annotations.NullMarked;
