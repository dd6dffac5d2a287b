package dev.eddy.recording;

/**
 * The time that one line of a file gives.
 *
 * @param line number of the line, from 1
 * @param micros microseconds since 1970
 */
record Tick(long line, long micros) {}
