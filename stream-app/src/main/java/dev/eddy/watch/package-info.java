/**
 * What people look at: predictions as they come, and all that is known of one key, as text, as JSON and on a screen.
 */
@NullMarked
package dev.eddy.watch;

import org.jspecify.annotations.NullMarked;
