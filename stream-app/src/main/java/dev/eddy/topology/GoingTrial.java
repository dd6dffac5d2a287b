package dev.eddy.topology;

import org.jspecify.annotations.Nullable;

/** A trial that goes on in a task. One thread: the stream thread of the task. */
final class GoingTrial {

    final Candidate candidate;

    /** The candidate's hidden state at the start of every epoch. */
    final float[] initial;

    final Jury jury;

    /** Where the candidate takes over key by key; null where it is only tried. */
    final @Nullable Duet duet;

    /** Windows that the candidate is still to answer. */
    int open;

    GoingTrial(Candidate candidate, @Nullable Duet duet) {
        this.candidate = candidate;
        this.initial = candidate.layout().initial();
        this.jury = new Jury(candidate.trial().limits());
        this.duet = duet;
    }
}
