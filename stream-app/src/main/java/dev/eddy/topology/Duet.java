package dev.eddy.topology;

import dev.eddy.rollout.Layout;
import dev.eddy.rollout.Overlap;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Two models score the same keys, and one of their two answers is told: that of the second one as soon as both agree on a
 * key, or an epoch begins for it. A window is told when both have answered it, so that who speaks for a key depends on the
 * windows of that key and on nothing else.
 *
 * <p>One thread: the stream thread of the task.
 */
final class Duet {

    private final Overlap terms;
    private final Layout layout;
    private final Outlets outlets;
    private final Tally tally;
    private final Set<LiveKey> held = new LinkedHashSet<>();

    /** For keys of one layout, which both models have. */
    Duet(Overlap terms, Layout layout, Outlets outlets, Tally tally) {
        this.terms = terms;
        this.layout = layout;
        this.outlets = outlets;
        this.tally = tally;
    }

    /** Whether the second model speaks for all keys from some time of the records on. */
    boolean isOver(long millis) {
        return millis >= terms.untilMillis();
    }

    /** The first model has answered a window of a key; it is told later. */
    void hold(LiveKey live) {
        held.add(live);
    }

    /** The second model has answered it, too. What neither could score is a dead letter. */
    void tell(LiveKey live, Shade shade, Answer first, Answer second, float difference) {
        boolean led = terms.leads(shade.agreed);
        if (second.result().step().window().initial()) {
            shade.agreed = Overlap.ALWAYS;
        }
        outlets.tell(live, terms.leads(shade.agreed) && second.isScore() ? second : first, layout);
        shade.agreed = terms.count(shade.agreed, difference);
        if (!led && terms.leads(shade.agreed)) {
            tally.handedOver();
        }
        if (!shade.isBusy()) {
            held.remove(live);
        }
    }

    /** The second model answers no more: the first one speaks for all keys. */
    void end() {
        for (LiveKey live : held) {
            Shade shade = live.shade;
            if (shade != null) {
                shade.takeBack().forEach(answer -> outlets.tell(live, answer, layout));
            }
        }
        held.clear();
    }
}
