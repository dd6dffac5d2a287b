package dev.eddy.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One of an engine's threads: takes batches and runs them on a model of its own, until it is told to end. */
final class EngineThread {

    private final SequenceModel model;
    private final BatchRunner runner;
    private final WaitingSteps waiting;
    private final EngineMeters meters;
    private final Queue<Lane.Ticket> inbox = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::work, "inference-engine");
    private long knownFailovers;
    private volatile boolean running = true;

    /** Not started yet; the model is closed with it. */
    EngineThread(SequenceModel model, BatchPolicy policy, WaitingSteps waiting, EngineMeters meters) {
        this.model = model;
        this.runner = new BatchRunner(model, policy.limit());
        this.waiting = waiting;
        this.meters = meters;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A lane whose steps this thread scores and no other, when it is woken up. */
    Lane openLane() {
        return waiting.openLane(inbox);
    }

    /** Whether steps wait that no other thread scores. */
    boolean isAsked() {
        return !inbox.stream().allMatch(Lane.Ticket::abandoned);
    }

    private void work() {
        List<Lane.Ticket> batch = new ArrayList<>();
        while (running) {
            try {
                waiting.collect(batch);
            } catch (InterruptedException e) {
                continue; // end() has cleared `running`
            }
            runOrBreak(batch);
            for (Lane.Ticket own = inbox.poll(); own != null; own = inbox.poll()) {
                batch.add(own);
            }
            batch.removeIf(Lane.Ticket::abandoned);
            runOrBreak(batch);
        }
    }

    private void runOrBreak(List<Lane.Ticket> batch) {
        try {
            run(batch);
        } catch (RuntimeException | Error e) {
            InferenceException failure = new InferenceException("the engine failed: " + e + "; restart the app", e);
            batch.forEach(ticket -> ticket.breakLane(failure));
        }
        batch.clear();
    }

    private void run(List<Lane.Ticket> batch) {
        if (batch.isEmpty()) {
            return;
        }
        meters.batchSize().update(WaitingSteps.windows(batch));
        meters.waitTime().update(System.nanoTime() - batch.get(0).since(), TimeUnit.NANOSECONDS);
        meters.runTime().time(() -> runner.run(batch));
        long lost = model.failovers();
        meters.failovers().inc(lost - knownFailovers);
        knownFailovers = lost;
    }

    /** Takes no more batches, once the one that runs is done. */
    void end() {
        running = false;
        thread.interrupt();
    }

    /**
     * Waits until it has ended and closes the model. A model must not be closed while it runs, and one that hangs must not
     * keep the process.
     *
     * @param until when at the latest, as {@link System#nanoTime} counts
     * @return whether it has ended; else the model stays open
     */
    boolean closed(long until) {
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < until) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, until - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        boolean ended = !thread.isAlive();
        if (ended) {
            runner.close();
        }
        return ended;
    }
}
