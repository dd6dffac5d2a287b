package dev.eddy.bench;

import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.Lane;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Streams in real time through an engine, without Kafka: each has a window due every hop, all evenly spread over it, and the
 * clock of an answer starts when its window was due, not when it could be handed over. One thread.
 */
public final class RealTime {

    private static final int WINDOWS = 64;
    private static final long TICK_NANOS = 20_000;

    /** Not counted: the beginning, in which the engine finds its pace. One of so many windows. */
    private static final int BEGINNING = 4;

    /** Whoever is later than so many times what is allowed has lost. */
    private static final int LOST = 50;

    private final InferenceEngine engine;
    private final Duration within;
    private final List<Window> windows = new ArrayList<>();

    /**
     * How streams fared.
     *
     * @param streams how many
     * @param perSecond windows that were due in a second
     * @param times from due to answered, ns
     * @param held whether 99 of 100 were in time, and none so late that it was given up
     */
    public record Outcome(int streams, double perSecond, Histogram times, boolean held) {}

    /**
     * Makes ready.
     *
     * @param engine stays open
     * @param within how long 99 of 100 answers may take
     */
    public RealTime(InferenceEngine engine, Duration within) {
        this.engine = engine;
        this.within = within;
        Random random = new Random(1);
        for (int i = 0; i < WINDOWS; i++) {
            windows.add(Step.noise("", engine.manifest(), random).window());
        }
    }

    /**
     * Runs some streams for a time.
     *
     * @param streams 1 or more
     * @param time how long; at least four windows of each are sent
     * @return how they fared
     */
    public Outcome run(int streams, Duration time) {
        ModelManifest manifest = engine.manifest();
        double nanos = manifest.window().hop() * 1e9 / manifest.signal().sampleRate();
        int each = (int) Math.max(BEGINNING, time.toNanos() / nanos);
        try (Lane lane = engine.openLane()) {
            Run run = new Run(lane, new Pace(streams, each, nanos));
            boolean inTime = run.all();
            boolean held = inTime && run.times.getValueAtPercentile(99) <= within.toNanos();
            return new Outcome(streams, streams * 1e9 / nanos, run.times, held);
        }
    }

    /** So many windows of each stream, one every so many nanoseconds. */
    private record Pace(int streams, int each, double nanos) {

        long total() {
            return (long) streams * each;
        }

        /** After the start, ns, of the n-th window of all. */
        long due(long n) {
            return (long) (n * nanos / streams);
        }
    }

    /** One run: of each stream how many windows were due and how many were handed over, of which the last may be out. */
    private final class Run {

        private final Lane lane;
        private final Pace pace;
        private final int[] due;
        private final int[] begun;
        private final boolean[] out;
        private final float[][] states;
        private final Histogram times = new Histogram(3);
        private final long start = System.nanoTime();
        private long answered;
        private long latest;

        Run(Lane lane, Pace pace) {
            this.lane = lane;
            this.pace = pace;
            this.due = new int[pace.streams()];
            this.begun = new int[pace.streams()];
            this.out = new boolean[pace.streams()];
            this.states = new float[pace.streams()][];
            Arrays.fill(states, engine.manifest().initialState());
        }

        /** Says whether it came to its end. */
        boolean all() {
            long sent = 0;
            while (answered < pace.total()) {
                while (sent < pace.total() && pace.due(sent) <= System.nanoTime() - start) {
                    int stream = (int) (sent++ % pace.streams());
                    due[stream]++;
                    if (!out[stream]) {
                        submit(stream);
                    }
                }
                if (!take()) {
                    LockSupport.parkNanos(TICK_NANOS);
                }
                if (latest > LOST * within.toNanos()) {
                    return false;
                }
            }
            return true;
        }

        private void submit(int stream) {
            Window window = windows.get((stream + begun[stream]) % WINDOWS);
            begun[stream]++;
            out[stream] = true;
            lane.submit(new Step(Integer.toString(stream), window, states[stream]));
        }

        private boolean take() {
            Optional<StepResult> next = lane.poll();
            boolean any = next.isPresent();
            while (next.isPresent()) {
                taken(next.get());
                next = lane.poll();
            }
            return any;
        }

        private void taken(StepResult result) {
            int stream = Integer.parseInt(result.step().key());
            int window = begun[stream] - 1;
            latest = System.nanoTime() - start - pace.due((long) window * pace.streams() + stream);
            if (window >= pace.each() / BEGINNING) {
                times.recordValue(Math.max(0, latest));
            }
            answered++;
            out[stream] = false;
            if (result instanceof StepResult.Scored scored) {
                states[stream] = scored.state();
            }
            if (due[stream] > begun[stream]) {
                submit(stream);
            }
        }
    }
}
