package dev.eddy.trainer.fit;

import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.network.Memory;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.Scope;
import org.bytedeco.pytorch.Tensor;

/** Changes the weights of a network, batch by batch. */
final class Updates {

    private final Model model;
    private final FitSpec spec;
    private final Scoring scoring;
    private final Descent descent;

    Updates(Model model, FitSpec spec, Scoring scoring) {
        this.model = model;
        this.spec = spec;
        this.scoring = scoring;
        this.descent = new Descent(model.network(), spec.optimizer());
    }

    Descent descent() {
        return descent;
    }

    double rate(Moment now) {
        return spec.schedule().rate(now, spec.optimizer().rate());
    }

    /** One update, or one per segment. Returns the mean loss over the steps that count, 0 where there are none. */
    double update(Batch batch, Moment now) {
        int longest = spec.batches().truncate();
        if (longest == 0 || longest >= batch.steps()) {
            long[] places = batch.places(scoring);
            return places.length == 0 ? 0 : update(batch, places, now, Memory.none());
        }
        Memory memory = Memory.empty();
        double loss = 0;
        int all = Math.max(1, batch.places(scoring).length);
        for (Batch segment : batch.segments(longest)) {
            long[] places = segment.places(scoring);
            if (places.length == 0) {
                read(segment, memory);
            } else {
                loss += update(segment, places, now, memory) * places.length / all;
            }
        }
        return loss;
    }

    /** Nothing counts in these steps, but what they leave in the memory does. */
    private void read(Batch segment, Memory memory) {
        Scope.evaluating(() -> raw(segment, new long[] {0}, memory));
    }

    private double update(Batch batch, long[] places, Moment now, Memory memory) {
        return Scope.fitting(() -> {
            Tensor loss = loss(batch, places, memory);
            double value = loss.item_float();
            requireFinite(value, now);
            descent.step(
                    loss,
                    rate(now),
                    spec.schedule().momentum(now, spec.optimizer().momentum()));
            return value;
        });
    }

    private Tensor raw(Batch batch, long[] places, Memory memory) {
        Network network = model.network();
        return network.raw(batch.features(network.featureShape()), batch.lengths(), places, memory);
    }

    private Tensor loss(Batch batch, long[] places, Memory memory) {
        float[] aims = batch.aims(places);
        Tensor raw = raw(batch, places, memory);
        return model.head().loss(raw, Tensor.create(aims, places.length, aims.length / places.length));
    }

    private void requireFinite(double loss, Moment now) {
        if (!Double.isFinite(loss)) {
            throw new FitException(("the loss became %s in epoch %d, batch %d of %d, at learning rate %.3g; lower "
                            + "fit.rate (%s) or fit.clip (%s), put normalize in front of the network, or look for "
                            + "values in the data that are not finite")
                    .formatted(
                            loss,
                            now.epoch() + 1,
                            now.batch() + 1,
                            now.perEpoch(),
                            rate(now),
                            spec.optimizer().rate(),
                            spec.optimizer().clip()));
        }
    }
}
