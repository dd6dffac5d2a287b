package dev.eddy.app;

import dev.eddy.cluster.Refusal;
import dev.eddy.cluster.Right;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.History;
import dev.eddy.rollout.ModelHead;
import dev.eddy.rollout.ModelPress;
import dev.eddy.rollout.Overlap;
import dev.eddy.rollout.PolicyChoice;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a published model take over, the same for every command that does. Used by one thread. */
final class Takeover implements NeedsRights {

    @Mixin
    private ModelTopicOptions models;

    @Option(
            names = "--signals",
            paramLabel = "TOPIC",
            defaultValue = "signals",
            description = "The topic whose signals it is to score (default: ${DEFAULT-VALUE}).")
    private String signals;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "auto",
            converter = PolicyWish.Converter.class,
            description =
                    "What becomes of the hidden states: carry hands them over; reset begins a new epoch; replay:30s "
                            + "makes them anew from the windows of the last 30 seconds; dual-run:30s lets both models score each key until "
                            + "they agree on it, for 30 seconds at most; shadow goes on from those that the model has made "
                            + "while it was tried; auto takes those of a trial on all keys, or carries those of a version that the "
                            + "model, or the one before, was declared to carry, or takes those of a trial on some keys, and resets others (default: ${DEFAULT-VALUE}).")
    private PolicyWish policy;

    @Option(
            names = "--agree-within",
            paramLabel = "DIFFERENCE",
            defaultValue = "0.05",
            description =
                    "In a dual run: the models agree on a window where no output differs by more (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(
            names = "--agree-for",
            paramLabel = "WINDOWS",
            defaultValue = "3",
            description =
                    "In a dual run: the new model speaks for a key after so many windows in a row on which both agree "
                            + "(default: ${DEFAULT-VALUE}).")
    private int windows;

    @Override
    public Refusal refusal() {
        return models.refusal(Right.write(signals));
    }

    String signals() {
        return signals;
    }

    /**
     * Writes the switch.
     *
     * @param name of the models
     * @param choice which of them, in the light of what is published
     * @param say is told what happens
     */
    void to(String name, Function<Catalog, ModelHead> choice, Consumer<String> say) {
        try (ModelPress press = models.press(name)) {
            Catalog catalog = models.read(say);
            History history = catalog.history(name);
            ModelHead next = choice.apply(catalog);
            Optional<ModelId> incumbent = history.last(signals).map(History.Promotion::model);
            PolicyChoice how =
                    PolicyChoice.of(policy.policy(), incumbent.flatMap(catalog::find), next, tried(history, next));
            Instant now = Instant.now();
            long until = how.policy() == StatePolicy.DUAL_RUN
                    ? now.plus(policy.time()).toEpochMilli()
                    : 0;
            History.Promotion wanted =
                    new History.Promotion(next.id(), how.policy(), now.toString(), signals, Map.of(), until);
            History.Promotion done = press.promote(switches(wanted), wanted, history);
            say.accept("eddy: " + next.id() + " takes over on " + signals + ", hidden states: " + how.policy() + ", "
                    + how.reason() + "; at the offsets " + new TreeMap<>(done.offsets()));
        }
    }

    /** On which share of the keys a model is being tried. */
    private double tried(History history, ModelHead next) {
        return history.tried(signals)
                .map(History.Rehearsal::trial)
                .filter(it -> it.model().equals(next.id()))
                .map(Tryout::share)
                .orElse(0.0);
    }

    private Map<Integer, Switch> switches(History.Promotion wanted) {
        Overlap overlap = wanted.untilMillis() > 0 ? new Overlap(wanted.untilMillis(), windows, tolerance) : null;
        Map<Integer, Switch> switches = new HashMap<>();
        policy.starts(models.kafka(), signals)
                .forEach((partition, from) ->
                        switches.put(partition, new Switch(wanted.model(), wanted.policy(), from, overlap)));
        return switches;
    }
}
