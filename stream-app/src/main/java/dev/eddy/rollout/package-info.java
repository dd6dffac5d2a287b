/**
 * How a model gets from a file to all instances while they run, and how it takes over.
 *
 * <pre>
 * model topic    NAME/VERSION/i   a piece of the graph            one partition, compacted
 *                NAME/VERSION     {@link dev.eddy.rollout.ModelHead}: hash, size, manifest, signature
 *                NAME             {@link dev.eddy.rollout.History}: what was promoted, when and where
 * signals        (no key)         {@link dev.eddy.rollout.Switch}: from this offset on that model scores
 *                (no key)         {@link dev.eddy.rollout.Tryout}: from this offset on that one scores, too, beside it
 * </pre>
 *
 * <p>Nothing of Kafka Streams, and no thread.
 */
@NullMarked
package dev.eddy.rollout;

import org.jspecify.annotations.NullMarked;
