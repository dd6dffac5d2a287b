/**
 * The command line: what can be typed, its options, and what is said of it. The only room that knows all the others, and the only
 * one that reads Eddy's settings from the environment or ends the process.
 *
 * <p>Standard output carries results only, so that it can be piped; logs, progress and complaints go to standard error.
 */
@NullMarked
package dev.eddy.app;

import org.jspecify.annotations.NullMarked;
