/**
 * The command line of the trainer, and one run from an experiment file to a proven model file. Knows all other packages
 * of the trainer; none of them knows it.
 */
@NullMarked
package dev.eddy.trainer;

import org.jspecify.annotations.NullMarked;
