/**
 * The fault campaign: real brokers and real instances of the stream app, each in a process of its own, are killed, paused,
 * cut off and damaged, and models change under them, while a seeded input goes on, and every committed record is held against an
 * offline run of the same input and the same switches. Nothing of the stream app needs it.
 *
 * <pre>
 * Script ─► Feeder ─► signals ─► instances ─► predictions ─► Verifier ◄─ Script
 *                       ▲ brokers, cables, registry, state ▲
 *                       └──────────── Fault ───────────────┘
 * </pre>
 *
 * <p>Which version of the model must score which window, and which one is tried beside it, follows from where its event and
 * the orders are among the signals ({@link dev.eddy.chaos.Lineup}); all versions compute the same.
 *
 * <p>The hidden state of the model is a digest of all samples of its key so far, exact in floating point: a window that is
 * lost, repeated or out of order changes every later prediction of its key.
 */
@NullMarked
package dev.eddy.chaos;

import org.jspecify.annotations.NullMarked;
