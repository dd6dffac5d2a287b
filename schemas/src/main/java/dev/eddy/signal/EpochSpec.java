package dev.eddy.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ends an epoch, and what becomes of the hidden state then. Whatever is said here, a gap longer than {@code
 * window.maxGap} and a chunk that asks for it begin a new epoch.
 *
 * @param ignoreMarks whether an end of event ends nothing; by default it ends the epoch
 * @param every samples after which an epoch ends, 0 for never
 * @param silence which silence ends an epoch; the next one begins when it is over. Null for none
 * @param carried whether the hidden state goes on from one epoch into the next, so that only the first epoch of a key and
 *     one that was asked for start from the initial state. It is what the model was fitted for, and so not to be chosen
 */
public record EpochSpec(
        boolean ignoreMarks, int every, @Nullable SilenceSpec silence, boolean carried) {

    /** Epochs end with a gap or an end of event; each starts from the initial state. */
    public static final EpochSpec USUAL = new EpochSpec(false, 0, null, false);

    /** Checks that the rules can be followed together. */
    public EpochSpec {
        Specs.requireRange("window.epochs.every", every, 0, WindowSpec.MAX_LENGTH);
        if (silence != null && every > 0) {
            Specs.requireRange("window.epochs.silence.before", silence.before(), 0, every - 1L);
        }
    }

    /**
     * Whether nothing but a gap or a reset ends an epoch.
     *
     * @return true where no rule does
     */
    public boolean isEndless() {
        return ignoreMarks && every == 0 && silence == null;
    }

    /**
     * Reads rules as a user writes them: {@code never}, or one or more of {@code marks}, {@code every:SAMPLES} and {@code
     * silence:LEVEL:RISE:SAMPLES:BEFORE} joined by {@code +}.
     *
     * @param text the rules
     * @return them, for a model whose state is not carried
     * @throws IllegalArgumentException when they are not written like that
     */
    public static EpochSpec parse(String text) {
        EpochSpec rules = new EpochSpec(true, 0, null, false);
        if (text.equals("never")) {
            return rules;
        }
        for (String rule : text.split("\\+", -1)) {
            rules = rules.with(List.of(rule.split(":", -1)), text);
        }
        return rules;
    }

    /**
     * Other rules in the place of these, of a model.
     *
     * @param rules as {@link #parse} read them
     * @return them, with what the model was fitted for
     * @throws IllegalArgumentException when the hidden state would not be what the model was fitted for
     */
    public EpochSpec replacedBy(EpochSpec rules) {
        if (carried && !rules.isEndless()) {
            throw new IllegalArgumentException(
                    "the model expects a state that is carried from epoch to epoch (window.epochs.carried), which no rule"
                            + " resets, but rules are given that end epochs; leave them out, or serve a model that was"
                            + " fitted on single events");
        }
        if (!carried && rules.isEndless()) {
            throw new IllegalArgumentException(
                    "the model expects a state that begins anew with each epoch but never ends one; give a rule (marks,"
                            + " every, silence), or serve a model that was fitted with window.epochs.carried");
        }
        return rules.withCarried(carried);
    }

    private EpochSpec with(List<String> rule, String text) {
        try {
            return switch (rule.get(0) + "/" + rule.size()) {
                case "marks/1" -> new EpochSpec(false, every, silence, carried);
                case "every/2" -> new EpochSpec(ignoreMarks, Integer.parseInt(rule.get(1)), silence, carried);
                case "silence/5" -> new EpochSpec(ignoreMarks, every, silence(rule), carried);
                default -> throw new NumberFormatException();
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the rules of epochs must be never, or marks, every:SAMPLES, silence:LEVEL:RISE:SAMPLES:BEFORE joined"
                            + " by + but are " + text,
                    e);
        }
    }

    private static SilenceSpec silence(List<String> rule) {
        return new SilenceSpec(
                Double.parseDouble(rule.get(1)),
                Double.parseDouble(rule.get(2)),
                Integer.parseInt(rule.get(3)),
                Integer.parseInt(rule.get(4)));
    }

    /**
     * The same rules for a model of the other kind.
     *
     * @param carries whether the hidden state goes on
     * @return new rules
     */
    public EpochSpec withCarried(boolean carries) {
        return new EpochSpec(ignoreMarks, every, silence, carries);
    }
}
