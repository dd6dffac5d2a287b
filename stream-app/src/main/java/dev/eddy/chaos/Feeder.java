package dev.eddy.chaos;

import dev.eddy.event.Encoding;
import dev.eddy.event.SampleCodec;
import dev.eddy.model.ModelManifest;
import dev.eddy.source.Outlet;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Sends the script, the keys in turn, at a steady rate, whatever happens to those who listen. */
final class Feeder implements Runnable {

    private final Script script;
    private final SampleCodec codec;
    private final InputLog log;
    private final Ledger[] ledgers;
    private final Outlet outlet;
    private final double windowsPerSecond;
    private final AtomicIntegerArray due;
    private long windows;
    private volatile boolean running = true;

    Feeder(ModelManifest model, InputLog log, Outlet outlet, double windowsPerSecond) {
        this.script = log.script();
        this.codec = new SampleCodec(model.signal(), Integer.MAX_VALUE);
        this.log = log;
        this.outlet = outlet;
        this.windowsPerSecond = windowsPerSecond;
        this.due = new AtomicIntegerArray(log.keys());
        this.ledgers = new Ledger[log.keys()];
        for (int key = 0; key < ledgers.length; key++) {
            ledgers[key] = new Ledger(script, key, model);
        }
    }

    /** How many predictions of each key what was sent so far must give. */
    int[] due() {
        int[] now = new int[due.length()];
        Arrays.setAll(now, due::get);
        return now;
    }

    /** Ends after the turn that has begun. */
    void finish() {
        running = false;
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        for (int number = 0; running; number++) {
            for (int key = 0; key < ledgers.length; key++) {
                send(key, number);
                await(start + (long) (windows / windowsPerSecond * 1e9));
            }
        }
        outlet.flush();
    }

    private void send(int key, int number) {
        log.add();
        while (ledgers[key].window(number + 1).isPresent()) {
            ledgers[key].skip();
            due.incrementAndGet(key);
            windows++;
        }
        outlet.send(Script.name(key), codec.encode(script.event(key, number).samples(), Encoding.F32LE));
    }

    private static void await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        }
    }
}
