package dev.eddy.inference;

import dev.eddy.signal.Window;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs batches and finds out who is to blame when one fails: it halves the batch and takes runs apart until the bad windows
 * are alone, and asks the model to score silence before it calls a window bad, which has a second try then. A model that
 * cannot score silence is broken, and then no window is blamed for it.
 *
 * <p>Used by the engine's thread only.
 */
final class BatchRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    private final SequenceModel model;
    private final Step silence;
    private final int mostWindows;

    /** Runs of the model hold so many windows at most, those of one key at least. */
    BatchRunner(SequenceModel model, int mostWindows) {
        this.model = model;
        this.mostWindows = mostWindows;
        this.silence = Step.silence("silence", model.manifest());
    }

    /** Keys with one window first: they shall not wait for those that are behind, nor be filled up to their length. */
    void run(List<Lane.Ticket> batch) {
        List<Lane.Ticket> runs = batch.stream()
                .filter(ticket -> ticket.windows() > 1)
                .sorted(Comparator.comparingInt(Lane.Ticket::windows))
                .toList();
        if (runs.isEmpty()) {
            runTogether(batch);
            return;
        }
        if (runs.size() < batch.size()) {
            runTogether(batch.stream().filter(ticket -> ticket.windows() == 1).toList());
        }
        runInTurn(runs);
    }

    /** All are filled up to the longest one that they are with. */
    private void runInTurn(List<Lane.Ticket> byLength) {
        int from = 0;
        for (int to = 1; to <= byLength.size(); to++) {
            if (to == byLength.size() || (to - from + 1) * byLength.get(to).windows() > mostWindows) {
                runTogether(byLength.subList(from, to));
                from = to;
            }
        }
    }

    private void runTogether(List<Lane.Ticket> batch) {
        List<StepResult.Scored> results;
        try {
            results = score(batch.stream().map(Lane.Ticket::step).toList());
        } catch (RuntimeException | Error e) {
            isolate(batch, e);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            deliver(batch.get(i), results.get(i));
        }
    }

    private List<StepResult.Scored> score(List<Step> steps) {
        List<StepResult.Scored> results = model.step(steps);
        if (results.size() != steps.size()) {
            throw new InferenceException(
                    "the model must answer each of " + steps.size() + " steps but answered " + results.size(), null);
        }
        return results;
    }

    private void deliver(Lane.Ticket ticket, StepResult.Scored result) {
        if (ticket.windows() == 1) {
            ticket.deliver(checked(result));
        } else if (isFinite(result)) {
            deliverEach(ticket, result);
        } else {
            oneByOne(ticket);
        }
    }

    private static StepResult checked(StepResult.Scored result) {
        return isFinite(result)
                ? result
                : new StepResult.Failed(
                        result.step(),
                        "the model's outputs or hidden state are not finite: is the input in the range that it was"
                                + " fitted on?");
    }

    private static void deliverEach(Lane.Ticket ticket, StepResult.Scored run) {
        Step step = run.step();
        int size = run.outputs().length / step.windows().size();
        for (int i = 0; i < step.windows().size(); i++) {
            Step window = new Step(step.key(), step.windows().get(i), step.state());
            float[] outputs = Arrays.copyOfRange(run.outputs(), i * size, (i + 1) * size);
            ticket.deliver(new StepResult.Scored(window, outputs, run.state()));
        }
    }

    private void isolate(List<Lane.Ticket> batch, Throwable failure) {
        if (batch.size() > 1) {
            runTogether(batch.subList(0, batch.size() / 2));
            runTogether(batch.subList(batch.size() / 2, batch.size()));
        } else if (batch.get(0).windows() > 1) {
            oneByOne(batch.get(0));
        } else {
            Lane.Ticket alone = batch.get(0);
            unlessBroken(alone, () -> alone.deliver(again(alone.step(), failure)));
        }
    }

    /** A run in which something is wrong: each window from the state that the one before it has left. */
    private void oneByOne(Lane.Ticket run) {
        unlessBroken(run, () -> {
            Step all = run.step();
            float[] state = all.state();
            for (Window window : all.windows()) {
                StepResult result = alone(new Step(all.key(), window, state));
                run.deliver(result);
                if (result instanceof StepResult.Scored scored) {
                    state = scored.state();
                }
            }
        });
    }

    private StepResult alone(Step step) {
        try {
            return checked(score(List.of(step)).get(0));
        } catch (RuntimeException | Error e) {
            return again(step, e);
        }
    }

    private static void unlessBroken(Lane.Ticket ticket, Runnable work) {
        try {
            work.run();
        } catch (BrokenException e) {
            LOG.error("The model cannot score even silence", e.getCause());
            ticket.breakLane(new InferenceException(
                    "the model scores nothing any more: " + e.getCause() + "; restart the app", e.getCause()));
        }
    }

    /** What failed once may have been the runtime's fault: only a window that fails beside silence twice is bad. */
    private StepResult again(Step step, Throwable failure) {
        requireSilence();
        List<StepResult.Scored> results;
        try {
            results = score(List.of(step));
        } catch (RuntimeException | Error e) {
            return new StepResult.Failed(step, String.valueOf(e.getMessage()));
        }
        LOG.warn("The model failed once and then not again with the same window", failure);
        return checked(results.get(0));
    }

    private void requireSilence() {
        try {
            model.step(List.of(silence));
        } catch (RuntimeException | Error e) {
            throw new BrokenException(e);
        }
    }

    /** The model scores nothing any more. */
    private static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenException(Throwable cause) {
            super(cause);
        }
    }

    private static boolean isFinite(StepResult.Scored result) {
        return finite(result.outputs()) && finite(result.state());
    }

    private static boolean finite(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value * 0f; // NaN unless the value is finite
        }
        return sum == 0;
    }

    void close() {
        model.close();
    }
}
