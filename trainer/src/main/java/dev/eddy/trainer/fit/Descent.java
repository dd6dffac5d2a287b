package dev.eddy.trainer.fit;

import dev.eddy.trainer.network.Network;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Changes the parameters of a network along their gradients. */
final class Descent {

    private static final double SECOND_MOMENT = 0.999;

    private final OptimizerSpec spec;
    private final TensorVector parameters;
    private final TensorVector weights = new TensorVector();
    private final TensorVector others = new TensorVector();
    private final Optimizer optimizer;

    Descent(Network network, OptimizerSpec spec) {
        this.spec = spec;
        this.parameters = network.parameters();
        LongStream.range(0, parameters.size())
                .mapToObj(parameters::get)
                .forEach(tensor -> (isWeight(tensor) ? weights : others).push_back(tensor));
        this.optimizer = build();
    }

    /** Biases and norms have one number per channel; weights connect two. */
    private static boolean isWeight(Tensor parameter) {
        return parameter.dim() > 1;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    /** One step down from a loss. */
    void step(Tensor loss, double rate, double momentum) {
        optimizer.zero_grad();
        penalized(loss).backward();
        torch.clip_grad_norm_(parameters, spec.clip());
        for (long i = 0; i < optimizer.param_groups().size(); i++) {
            set(optimizer.param_groups().get(i).options(), rate, momentum);
        }
        optimizer.step();
    }

    private Tensor penalized(Tensor loss) {
        Tensor all = loss;
        for (long i = 0; spec.l1() > 0 && i < weights.size(); i++) {
            all = all.add(weights.get(i).abs().sum().mul(new Scalar(spec.l1())));
        }
        return all;
    }

    private Optimizer build() {
        return switch (spec.kind()) {
            case ADAM -> {
                AdamOptions options = new AdamOptions(spec.rate());
                options.weight_decay().put(spec.decay());
                yield new Adam(parameters, options);
            }
            case ADAMW -> decoupled();
            case SGD -> {
                SGDOptions options = new SGDOptions(spec.rate());
                options.weight_decay().put(spec.decay());
                yield new SGD(parameters, options);
            }
        };
    }

    private Optimizer decoupled() {
        AdamW adam = new AdamW(weights, decaying(spec.decay()));
        if (!others.empty()) {
            adam.add_param_group(new OptimizerParamGroup(others, decaying(0)));
        }
        return adam;
    }

    private AdamWOptions decaying(double decay) {
        AdamWOptions options = new AdamWOptions(spec.rate());
        options.weight_decay().put(decay);
        return options;
    }

    private void set(OptimizerOptions options, double rate, double momentum) {
        options.set_lr(rate);
        switch (spec.kind()) {
            case ADAM -> setFirstMoment(new AdamOptions(options).betas(), momentum);
            case ADAMW -> setFirstMoment(new AdamWOptions(options).betas(), momentum);
            case SGD -> {
                SGDOptions sgd = new SGDOptions(options);
                sgd.momentum().put(momentum);
                sgd.nesterov().put(momentum > 0);
            }
        }
    }

    /** The two moments lie in the order that the compiler of torch chose. */
    private static void setFirstMoment(DoublePointer moments, double momentum) {
        moments.put(moments.get(0) == SECOND_MOMENT ? 1 : 0, momentum);
    }
}
