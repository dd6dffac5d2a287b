package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TurnstileTest {

    private static final int RUNS = 400;
    private static final int LONGEST = 10;

    private final AtomicLong clock = new AtomicLong();
    private final Turnstile turnstile = new Turnstile(clock::get);

    @Test
    void exampleUsage() {
        Gate gate = turnstile.gate(1);

        gate.enter();
        try {
            clock.addAndGet(5);
        } finally {
            gate.leave();
        }

        assertThat(turnstile.waiting()).isZero();
    }

    /** A model that is always busy: while one of its runs is on the device, the next one waits. */
    private record Busy(double weight, Gate gate, AtomicLong time) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldShareTimeByWeightsWhenAllAreBusy(long seed) throws InterruptedException {
        Random random = new Random(seed);
        List<Busy> all = new ArrayList<>();
        int models = 2 + random.nextInt(3);
        for (int i = 0; i < 2 * models; i++) {
            double weight =
                    i % 2 == 0 ? 0.5 + random.nextInt(6) : all.get(i - 1).weight();
            all.add(new Busy(weight, turnstile.gate(weight), new AtomicLong()));
        }

        runAll(all, seed);

        for (Busy one : all) {
            for (Busy other : all) {
                assertThat(one.time().get() / one.weight())
                        .isCloseTo(
                                other.time().get() / other.weight(),
                                within(LONGEST / one.weight() + LONGEST / other.weight()));
            }
        }
    }

    private void runAll(List<Busy> all, long seed) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(RUNS);
        AtomicInteger present = new AtomicInteger(all.size());
        AtomicInteger inside = new AtomicInteger();
        List<Integer> crowds = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Busy busy : all) {
            Random costs = new Random(seed * 31 + threads.size());
            threads.add(new Thread(() -> {
                while (left.getAndDecrement() > 0) {
                    busy.gate().enter();
                    crowds.add(inside.incrementAndGet());
                    while (turnstile.waiting() < present.get() - 1) {
                        Thread.onSpinWait();
                    }
                    int cost = 1 + costs.nextInt(LONGEST);
                    clock.addAndGet(cost);
                    busy.time().addAndGet(left.get() > 0 ? cost : 0);
                    inside.decrementAndGet();
                    busy.gate().leave();
                }
                present.decrementAndGet();
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(crowds).containsOnly(1);
    }

    @Test
    void shouldLetNobodySaveUpWhileIdle() throws InterruptedException {
        Gate idle = turnstile.gate(1);
        Gate busy = turnstile.gate(1);
        run(idle, 1);
        for (int i = 0; i < 100; i++) {
            run(busy, 10);
        }

        assertThat(order(idle, busy, 6))
                .isIn(List.of("i", "b", "i", "b", "i", "b"), List.of("b", "i", "b", "i", "b", "i"));
    }

    /** However long it takes and however little it weighs: there is nobody whose turn it could be. */
    @Test
    void shouldLetOneThatIsAloneInAtOnce() {
        Gate alone = turnstile.gate(0.01);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 1000; i++) {
                run(alone, 1_000_000);
            }
        });
    }

    @Test
    void shouldNotMakeOneWhoWasAlonePayForItWhenAnotherComes() throws InterruptedException {
        Gate alone = turnstile.gate(1);
        for (int i = 0; i < 1000; i++) {
            run(alone, 10);
        }

        assertThat(order(turnstile.gate(1), alone, 6)).startsWith("i", "b").containsSubsequence("i", "b", "i", "b");
    }

    @Test
    void shouldStayInterruptedAndStillPass() {
        Gate holder = turnstile.gate(1);
        AtomicInteger passed = new AtomicInteger();
        holder.enter();
        Thread other = new Thread(() -> {
            Gate gate = turnstile.gate(1);
            gate.enter();
            passed.set(Thread.currentThread().isInterrupted() ? 2 : 1);
            gate.leave();
        });
        other.start();
        await().until(() -> turnstile.waiting() == 1);

        other.interrupt();
        assertThat(turnstile.waiting()).isEqualTo(1);
        holder.leave();

        await().until(() -> passed.get() == 2);
    }

    private void run(Gate gate, long cost) {
        gate.enter();
        clock.addAndGet(cost);
        gate.leave();
    }

    /** Who gets the turns of two that always wait. */
    private List<String> order(Gate idle, Gate busy, int turns) throws InterruptedException {
        List<String> order = new CopyOnWriteArrayList<>();
        Gate door = turnstile.gate(100);
        door.enter();
        Thread one = new Thread(() -> takeTurns(idle, "i", order, turns / 2));
        Thread two = new Thread(() -> takeTurns(busy, "b", order, turns / 2));
        one.start();
        two.start();
        await().until(() -> turnstile.waiting() == 2);
        door.leave();
        one.join();
        two.join();
        return order;
    }

    private void takeTurns(Gate gate, String name, List<String> order, int turns) {
        for (int i = 0; i < turns; i++) {
            gate.enter();
            order.add(name);
            boolean last = order.size() >= 2 * turns - 1;
            while (!last && turnstile.waiting() < 1) {
                Thread.onSpinWait();
            }
            clock.addAndGet(10);
            gate.leave();
        }
    }
}
