package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong inside the model of an instance, which is a {@link TroubledModel}. Any thread may call. */
final class ModelFaults {

    private static final long BEYOND_MILLIS = 1500;

    /** Partitions may be with others for a while: then nothing goes wrong before some are back. */
    private static final Duration NEXT_BATCH = Duration.ofSeconds(150);

    private final long millis;
    private final AtomicInteger count = new AtomicInteger();

    /** Slow is longer than a transaction may last, and shorter than the app waits for its model. */
    ModelFaults(Settings settings) {
        this.millis = settings.transactionTimeout().toMillis() + BEYOND_MILLIS;
    }

    /** Causes trouble that the instance survives. */
    String cause(Trouble.Kind kind, Member member) {
        Trouble trouble = trouble(kind);
        member.tell(trouble.line());
        boolean had = member.says(trouble.announcement(), NEXT_BATCH);
        if (had && kind == Trouble.Kind.SLOW) {
            JavaProcess.pause(millis);
        }
        return member.name() + (had ? " had" : " ended before it had") + " trouble " + trouble.line();
    }

    /** The instance must end by itself. */
    String hang(Member member) {
        boolean hung = member.tellLastly(trouble(Trouble.Kind.HANG).line());
        member.start();
        return member.name() + (hung ? " hung, ended by itself" : " was down before it could hang") + ", started";
    }

    private Trouble trouble(Trouble.Kind kind) {
        return new Trouble(kind, count.incrementAndGet(), millis);
    }
}
