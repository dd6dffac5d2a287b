package dev.eddy.inference;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs batches and finds out who is to blame when one fails: it halves the batch until the bad windows are alone, and
 * asks the model to score silence before it calls a window bad, which has a second try then. A model that cannot score
 * silence is broken, and then no window is blamed for it.
 *
 * <p>Used by the engine's thread only.
 */
final class BatchRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    private final SequenceModel model;
    private final Step silence;

    BatchRunner(SequenceModel model) {
        this.model = model;
        this.silence = Step.silence("silence", model.manifest());
    }

    Step silence() {
        return silence;
    }

    void run(List<Lane.Ticket> batch) {
        List<StepResult.Scored> results;
        try {
            results = score(batch);
        } catch (RuntimeException | Error e) {
            isolate(batch, e);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            deliver(batch.get(i), results.get(i));
        }
    }

    private List<StepResult.Scored> score(List<Lane.Ticket> batch) {
        List<StepResult.Scored> results =
                model.step(batch.stream().map(Lane.Ticket::step).toList());
        if (results.size() != batch.size()) {
            throw new InferenceException(
                    "the model must answer each of " + batch.size() + " steps but answered " + results.size(), null);
        }
        return results;
    }

    private static void deliver(Lane.Ticket ticket, StepResult.Scored result) {
        boolean finite = finite(result.outputs()) && finite(result.state());
        ticket.deliver(
                finite
                        ? result
                        : new StepResult.Failed(
                                ticket.step(),
                                "the model's outputs or hidden state are not finite: is the input in the range that it was"
                                        + " fitted on?"));
    }

    private void isolate(List<Lane.Ticket> batch, Throwable failure) {
        if (batch.size() > 1) {
            run(batch.subList(0, batch.size() / 2));
            run(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        Lane.Ticket alone = batch.get(0);
        try {
            model.step(List.of(silence));
        } catch (RuntimeException | Error e) {
            LOG.error("The model cannot score even silence", e);
            alone.breakLane(new InferenceException("the model scores nothing any more: " + e + "; restart the app", e));
            return;
        }
        tryAgain(alone, failure);
    }

    /** What failed once may have been the runtime's fault: only a window that fails beside silence twice is bad. */
    private void tryAgain(Lane.Ticket alone, Throwable failure) {
        List<StepResult.Scored> results;
        try {
            results = score(List.of(alone));
        } catch (RuntimeException | Error e) {
            alone.deliver(new StepResult.Failed(alone.step(), String.valueOf(e.getMessage())));
            return;
        }
        LOG.warn("The model failed once and then not again with the same window", failure);
        deliver(alone, results.get(0));
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
