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
        boolean nothingToMix = faults.contains(Fault.MIXED) && faults.stream().noneMatch(Fault::harms);
        if (settings.most() > 0 && (faults.isEmpty() || nothingToMix)) {
            throw new IllegalArgumentException(
                    "some fault must be possible with " + settings.brokers() + " broker(s) and "
                            + settings.instances() + " instance(s) but " + settings.faults()
                            + " are not: a broker can be harmed with --brokers 3, scaling needs --instances 2 or more, pauses, cuts"
                            + " and slow models need --guarantee exactly_once, disks and clocks a tool of the machine, and mixed"
                            + " one of the others");
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
