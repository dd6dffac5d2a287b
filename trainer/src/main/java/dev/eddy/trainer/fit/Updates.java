package dev.eddy.trainer.fit;

import dev.eddy.trainer.head.Model;
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

    /** One update. Returns the mean loss over the steps that count, 0 where there are none. */
    double update(Batch batch, Moment now) {
        long[] places = batch.places(scoring);
        return places.length == 0 ? 0 : update(batch, places, now);
    }

    private double update(Batch batch, long[] places, Moment now) {
        return Scope.fitting(() -> {
            Tensor loss = loss(batch, places);
            double value = loss.item_float();
            requireFinite(value, now);
            descent.step(
                    loss,
                    rate(now),
                    spec.schedule().momentum(now, spec.optimizer().momentum()));
            return value;
        });
    }

    private Tensor loss(Batch batch, long[] places) {
        Network network = model.network();
        float[] aims = batch.aims(places);
        Tensor raw = network.raw(batch.features(network.featureShape()), batch.lengths(), places);
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
