/**
 * A Kafka cluster as its users meet it: how it is reached, partitions and their ends, topics read from end to end, and what a
 * refused request says: which right is missing, and who can give it.
 *
 * <p>Without state; what reads belongs to one thread.
 */
@NullMarked
package dev.eddy.cluster;

import org.jspecify.annotations.NullMarked;
