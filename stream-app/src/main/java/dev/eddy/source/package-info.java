/**
 * Where signals come from: files, pipes, a microphone and made-up machines, cut into {@link dev.eddy.source.Piece}s and sent
 * in order at some speed, so that a sending that was cut off goes on where it stopped.
 */
@NullMarked
package dev.eddy.source;

import org.jspecify.annotations.NullMarked;
