/**
 * Kafka, a schema registry and processes on this machine alone: to try things with, to demonstrate, to test. Nothing of it is
 * made for production, and the stream app does not need it.
 */
@NullMarked
package dev.eddy.local;

import org.jspecify.annotations.NullMarked;
