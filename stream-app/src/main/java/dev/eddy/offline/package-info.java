/**
 * The same windows and models without Kafka Streams: recordings scored, one prediction made again from its topic, and the ways
 * in which a model takes over compared on recordings.
 */
@NullMarked
package dev.eddy.offline;

import org.jspecify.annotations.NullMarked;
