package dev.eddy.chaos;

import dev.eddy.inference.ModelInFront;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A model that has the trouble it is told to have, once, in the next batch that it scores. It is told in lines:
 * {@code THROW}, {@code MEMORY}, {@code SLOW} or {@code HANG}, a number that tells this trouble from others, and its
 * milliseconds.
 */
public final class TroubledModel extends ModelInFront {

    private final AtomicReference<@Nullable Trouble> next = new AtomicReference<>();

    TroubledModel(SequenceModel model) {
        super(model);
    }

    /**
     * Puts a model under orders.
     *
     * @param model that scores; closed with this one
     * @param orders are read to their end on a thread of its own
     * @return the model
     */
    public static TroubledModel of(SequenceModel model, Reader orders) {
        TroubledModel troubled = new TroubledModel(model);
        Thread reader = new Thread(() -> troubled.obey(new BufferedReader(orders)), "orders");
        reader.setDaemon(true);
        reader.start();
        return troubled;
    }

    private void obey(BufferedReader orders) {
        try {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                have(Trouble.parse(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the orders must be readable but are not", e);
        }
    }

    /** Tells it what to have. */
    void have(Trouble trouble) {
        next.set(trouble);
    }

    @Override
    public List<StepResult.Scored> step(List<Step> batch) {
        Trouble now = next.getAndSet(null);
        if (now != null) {
            now.suffer();
        }
        return model.step(batch);
    }
}
