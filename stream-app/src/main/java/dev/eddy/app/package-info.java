/**
 * The command line and the wiring: options and life-cycle. The only room that knows all the others, and
 * the only one that reads the environment or ends the process.
 *
 * <p>Standard output carries results only, so that it can be piped; logs, progress and complaints go to standard error.
 */
@NullMarked
package dev.eddy.app;

import org.jspecify.annotations.NullMarked;
