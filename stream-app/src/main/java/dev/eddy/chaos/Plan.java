package dev.eddy.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which fault comes when: every one once before any comes again, in an order that the seed decides. One thread. */
final class Plan {

    private final List<Fault> faults;
    private final Random random;
    private final List<Fault> left = new ArrayList<>();

    Plan(Settings settings) {
        this.faults = settings.faults().stream()
                .filter(it -> it.possibleIn(settings))
                .sorted()
                .toList();
        if (settings.most() > 0 && (faults.isEmpty() || faults.equals(List.of(Fault.MIXED)))) {
            throw new IllegalArgumentException(
                    "some fault must be possible with " + settings.brokers() + " broker(s) and "
                            + settings.instances() + " instance(s) but " + settings.faults()
                            + " are not: a broker can be harmed with --brokers 3, scaling needs --instances 2 or more, and pauses and"
                            + " cuts need --guarantee exactly_once");
        }
        this.random = new Random(settings.seed());
    }

    Fault next() {
        if (left.isEmpty()) {
            left.addAll(faults);
            Collections.shuffle(left, random);
        }
        return left.remove(0);
    }

    /** Chance for the details of the fault that came last. */
    Random details() {
        return new Random(random.nextLong());
    }
}
