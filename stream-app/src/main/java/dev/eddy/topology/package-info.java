/**
 * What Kafka Streams runs, and only here: the graph, its one processor, its one state store.
 *
 * <pre>
 * signals ─► PredictionProcessor ─► predictions
 *              │       ▲      └───► dead letters
 *         KeyStateStore └ Lane ◄─► InferenceEngine
 * </pre>
 *
 * <p>Only the stream thread that owns a task applies results, forwards and writes. At each commit the offsets, the
 * changelog and the outputs describe the same prefix of the input: the commit hook waits for the steps that are out,
 * forwards their predictions, then writes every key of which a window was scored.
 *
 * <p>Kafka Streams' internals are touched in two classes alone: {@link dev.eddy.topology.KeyStateStore}, for the hook, and
 * {@link dev.eddy.topology.CommitContext}, to forward from it.
 */
@NullMarked
package dev.eddy.topology;

import org.jspecify.annotations.NullMarked;
