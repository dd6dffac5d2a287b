package dev.eddy.inference;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for a model, and how it becomes batches. Any thread may call; batches are put together one after the other,
 * so that two threads do not each get half of one.
 */
final class WaitingSteps {

    private final BatchPolicy policy;
    private final LinkedBlockingQueue<Lane.Ticket> tickets = new LinkedBlockingQueue<>();
    /** Fair: threads without work take turns at waiting for it. */
    private final ReentrantLock collecting = new ReentrantLock(true);

    /** How many owners wait for a result right now. */
    private final AtomicInteger hurry = new AtomicInteger();

    WaitingSteps(BatchPolicy policy) {
        this.policy = policy;
    }

    Lane openLane() {
        return new Lane(tickets, hurry);
    }

    /** A lane whose steps only one thread takes, besides what waits here. */
    Lane openLane(Queue<Lane.Ticket> inbox) {
        return new Lane(inbox, hurry);
    }

    /** One of the threads that wait gets a batch without steps. */
    void wake() {
        tickets.add(new Lane.Ticket(openLane(), null));
    }

    /** How many windows wait. */
    int windows() {
        return windows(tickets);
    }

    static int windows(Collection<Lane.Ticket> tickets) {
        int windows = 0;
        for (Lane.Ticket ticket : tickets) {
            windows += ticket.windows();
        }
        return windows;
    }

    /** Waits for the next batch and adds it, without what nobody waits for any more. */
    void collect(List<Lane.Ticket> batch) throws InterruptedException {
        collecting.lockInterruptibly();
        try {
            fill(batch);
        } finally {
            collecting.unlock();
        }
        batch.removeIf(Lane.Ticket::abandoned);
    }

    private void fill(List<Lane.Ticket> batch) throws InterruptedException {
        batch.add(tickets.take());
        tickets.drainTo(batch, policy.limit() - batch.size());
        if (batch.size() == 1 && batch.get(0).abandoned()) {
            return; // whoever was woken up has nothing to wait for
        }
        long deadline = System.nanoTime() + policy.linger().toNanos();
        while (batch.size() < policy.limit() && hurry.get() == 0) {
            Lane.Ticket next = tickets.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
            tickets.drainTo(batch, policy.limit() - batch.size());
        }
    }
}
