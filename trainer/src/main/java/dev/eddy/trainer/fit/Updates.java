package dev.eddy.trainer.fit;

import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.Scope;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Changes the weights of a network, batch by batch, with Adam along one cycle of the learning rate. */
final class Updates {

    private static final double SECOND_MOMENT = 0.999;

    private final Model model;
    private final FitSpec spec;
    private final Scoring scoring;
    private final OneCycle cycle;
    private final TensorVector parameters;
    private final Adam adam;
    private int done;

    Updates(Model model, FitSpec spec, Scoring scoring, OneCycle cycle) {
        this.model = model;
        this.spec = spec;
        this.scoring = scoring;
        this.cycle = cycle;
        this.parameters = model.network().parameters();
        AdamOptions options = new AdamOptions(spec.rate());
        options.weight_decay().put(spec.decay());
        this.adam = new Adam(parameters, options);
    }

    /** One update. Returns the mean loss over the steps that count, 0 where there are none. */
    double update(Batch batch) {
        long[] places = batch.places(scoring);
        return places.length == 0 ? 0 : update(batch, places);
    }

    private double update(Batch batch, long[] places) {
        return Scope.fitting(() -> {
            schedule();
            adam.zero_grad();
            Tensor loss = loss(batch, places);
            double value = loss.item_float();
            requireFinite(value);
            loss.backward();
            torch.clip_grad_norm_(parameters, spec.clip());
            adam.step();
            done++;
            return value;
        });
    }

    private Tensor loss(Batch batch, long[] places) {
        Network network = model.network();
        float[] aims = batch.aims(places);
        Tensor raw = network.raw(batch.features(network.featureShape()), places);
        return model.head().loss(raw, Tensor.create(aims, places.length, aims.length / places.length));
    }

    private void schedule() {
        AdamOptions options = new AdamOptions(adam.param_groups().get(0).options());
        options.set_lr(cycle.rate(done));
        DoublePointer betas = options.betas();
        betas.put(betas.get(0) == SECOND_MOMENT ? 1 : 0, cycle.momentum(done));
    }

    private void requireFinite(double loss) {
        if (!Double.isFinite(loss)) {
            throw new FitException(("the loss became %s at update %d; lower fit.rate (%s) or fit.clip (%s), "
                            + "or put normalize in front of the network")
                    .formatted(loss, done, spec.rate(), spec.clip()));
        }
    }
}
