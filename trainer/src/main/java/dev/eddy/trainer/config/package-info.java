/**
 * Reading experiment files: typed fields with ranges, and all problems of a file reported together.
 *
 * <p>Must not import any other package of the trainer: every one of them may read its own part of an experiment.
 */
@NullMarked
package dev.eddy.trainer.config;

import org.jspecify.annotations.NullMarked;
