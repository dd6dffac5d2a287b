package dev.eddy.rollout;

import dev.eddy.model.ModelManifest;
import java.util.Optional;

/**
 * What becomes of the hidden states when a model takes over, and why.
 *
 * @param policy what is done
 * @param reason why that
 */
public record PolicyChoice(StatePolicy policy, String reason) {

    /**
     * Chooses.
     *
     * @param wish what a person asked for; nothing to let it be chosen
     * @param incumbent the model that scores now, if it is known
     * @param next the model that takes over
     * @param tried the share of the keys of which that one has states of its own, since it is being tried; 0 if it is not
     * @return the choice
     * @throws IllegalArgumentException when the wish cannot be fulfilled
     */
    public static PolicyChoice of(
            Optional<StatePolicy> wish, Optional<ModelHead> incumbent, ModelHead next, double tried) {
        ModelManifest manifest = next.read();
        Optional<ModelManifest> before = incumbent.map(ModelHead::read);
        before.ifPresent(it -> requireSignal(it, manifest));
        if (wish.isPresent()) {
            requireTrial(wish.get(), next, tried > 0);
            before.ifPresent(it -> requirePossible(wish.get(), Layout.of(it), Layout.of(manifest)));
            return new PolicyChoice(wish.get(), "as asked for");
        }
        PolicyChoice otherwise = before.isEmpty()
                ? new PolicyChoice(StatePolicy.RESET, "nothing is known of the model that scores now")
                : chosen(incumbent.get(), next, Layout.of(before.get()).fits(Layout.of(manifest)));
        return tried == 1 || (tried > 0 && otherwise.policy() == StatePolicy.RESET) ? ofTrial(tried) : otherwise;
    }

    private static PolicyChoice ofTrial(double share) {
        String others = share == 1 ? "" : "; for the keys beyond its share of " + share + " a new epoch begins";
        return new PolicyChoice(
                StatePolicy.SHADOW, "it is being tried, and goes on from the states that it has made" + others);
    }

    private static PolicyChoice chosen(ModelHead incumbent, ModelHead next, boolean fits) {
        boolean declared = next.carriesStateOf().contains(incumbent.id().version())
                || incumbent.carriesStateOf().contains(next.id().version());
        String versions = incumbent.id().version() + " and " + next.id().version();
        if (!fits) {
            return new PolicyChoice(
                    StatePolicy.RESET, versions + " differ in their windows or in the shapes of their states");
        }
        return declared
                ? new PolicyChoice(StatePolicy.CARRY, versions + " are declared to mean the same by their states")
                : new PolicyChoice(
                        StatePolicy.RESET,
                        versions + " have states of the same shapes, but nobody has declared that they mean the same"
                                + " (--carries-state-of when publishing)");
    }

    private static void requireTrial(StatePolicy wish, ModelHead next, boolean tried) {
        if (wish == StatePolicy.SHADOW && !tried) {
            throw new IllegalArgumentException("--policy shadow needs a model that is being tried but " + next.id()
                    + " is not: 'eddy models shadow' it first, or take another policy");
        }
    }

    private static void requireSignal(ModelManifest before, ModelManifest next) {
        if (!before.signal().equals(next.signal())) {
            throw new IllegalArgumentException("model " + next.version() + " must listen to " + before.signal()
                    + " as " + before.version() + " does but listens to " + next.signal()
                    + ": serve it on a topic of its own");
        }
    }

    private static void requirePossible(StatePolicy wish, Layout before, Layout next) {
        boolean possible =
                switch (wish) {
                    case CARRY -> next.fits(before);
                    case REPLAY, SHADOW, DUAL_RUN -> next.cutsAs(before);
                    case RESET -> true;
                };
        if (!possible) {
            throw new IllegalArgumentException("--policy " + wish + " needs a model that cuts its windows "
                    + (wish == StatePolicy.CARRY ? "and shapes its states " : "") + "as the present one does, with "
                    + before + ", but this one has " + next + ": take reset");
        }
    }
}
