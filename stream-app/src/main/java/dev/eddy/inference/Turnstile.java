package dev.eddy.inference;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets the runs of several models onto one device, one after the other, so that each model gets its share of the device's
 * time: start-time fair queueing. A run is due when the model's run before it is paid for, which takes the longer the
 * smaller the model's weight is; whose run is due first comes first. Who was idle is due at once, but saves nothing up.
 *
 * <p>A model gets more than every second turn only if its next run waits while the one before runs, which takes two engine
 * threads. Any thread may call.
 */
final class Turnstile {

    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final PriorityQueue<Claim> waiting =
            new PriorityQueue<>(Comparator.comparingDouble((Claim it) -> it.due).thenComparingLong(it -> it.arrival));
    /** When the run was due that began last. */
    private double now;

    private long arrivals;
    private boolean busy;

    /** Measures runs by a clock, in ns. */
    Turnstile(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** A way through it for one model of some weight. */
    Gate gate(double weight) {
        return new Claim(weight);
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** A model's next run, or the one that runs. */
    private final class Claim implements Gate {

        private final double weight;
        private double paid;
        private double due;
        private long arrival;
        private long began;

        Claim(double weight) {
            this.weight = weight;
        }

        @Override
        public void enter() {
            lock.lock();
            try {
                due = Math.max(now, paid);
                arrival = arrivals++;
                waiting.add(this);
                while (busy || waiting.peek() != this) {
                    free.awaitUninterruptibly();
                }
                waiting.remove();
                busy = true;
                now = due;
                began = nanoClock.getAsLong();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void leave() {
            lock.lock();
            try {
                paid = due + (nanoClock.getAsLong() - began) / weight;
                busy = false;
                free.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
