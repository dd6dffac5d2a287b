package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;

/**
 * How gradients become changes of the weights.
 *
 * @param kind the rule
 * @param rate greatest learning rate
 * @param momentum share of the last change that is kept: the first moment of Adam, Nesterov's for SGD; a schedule may
 *     move it instead
 * @param decay L2: in the gradient of every parameter for adam and sgd; for adamw apart from the gradient, and on
 *     weights only, not on biases and norms
 * @param l1 weight of the sum of absolute weights in the loss, biases and norms left out
 * @param clip greatest norm of all gradients together
 */
public record OptimizerSpec(Kind kind, double rate, double momentum, double decay, double l1, double clip) {

    static final double MOMENTUM = 0.9;

    /** The rules. */
    public enum Kind {
        /** Adam with L2 in the gradient. */
        ADAM,
        /** Adam with decoupled decay. */
        ADAMW,
        /** Stochastic gradient descent. */
        SGD
    }

    static OptimizerSpec read(Fields fields) {
        return new OptimizerSpec(
                fields.choice("optimizer", Kind.ADAM),
                fields.number("rate", 1e-8, 10),
                fields.number("momentum", 0, 0.99, MOMENTUM),
                fields.number("decay", 0, 10, 0),
                fields.number("l1", 0, 10, 0),
                fields.number("clip", 1e-6, 1e6, 5));
    }
}
