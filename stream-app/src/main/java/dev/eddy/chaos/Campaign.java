package dev.eddy.chaos;

import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.SequenceModel;
import dev.eddy.local.JavaProcess;
import dev.eddy.source.Outlet;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Causes fault after fault while the input goes on, and judges every record. One thread. */
public final class Campaign {

    private static final Duration RECOVERY = Duration.ofMinutes(4);
    private static final Duration LONGER = Duration.ofSeconds(3);
    private static final int MOST_LOOKS = 5;
    private static final int MOST_REST_MILLIS = 2000;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Settings settings;
    private final Means means;
    private final Consumer<String> say;

    /**
     * Makes ready.
     *
     * @param settings how large it is
     * @param means what it is about
     * @param say is told what is going on
     */
    public Campaign(Settings settings, Means means, Consumer<String> say) {
        this.settings = settings;
        this.means = means;
        this.say = say;
    }

    /**
     * Runs from the first to the last fault, and then until nothing more comes.
     *
     * @return what came of it
     */
    public Outcome run() {
        Plan plan = new Plan(settings);
        settings.faults().forEach(this::sayIfMissing);
        try (SequenceModel model = means.open().get();
                World world = new World(settings, means, say)) {
            world.start(settings.partitions());
            InputLog input = new InputLog(new Script(settings.seed()), settings.keys());
            Watch watch = new Watch(settings.partitions());
            Judge judge = new Judge(model, input, watch, say);
            RegistryConfig registry = RegistryConfig.of(world.registry.url());
            String brokers = world.brokers.bootstrapServers();
            try (Outlet outlet = means.outlets().to(brokers, registry, Topics.SIGNALS)) {
                Feeder feeder = new Feeder(model.manifest(), input, outlet, settings.windowsPerSecond());
                Reader reader = new Reader(brokers, registry, settings.partitions(), judge);
                return new Run(world, plan, judge, feeder, reader).toEnd();
            }
        }
    }

    private void sayIfMissing(Fault fault) {
        fault.missing(settings.tools())
                .ifPresent(tool ->
                        say.accept(fault + " is left out: it can be caused where the machine " + tool.condition()));
    }

    /** One campaign under way. */
    private final class Run {

        private final World world;
        private final Plan plan;
        private final Watch watch;
        private final Judge judge;
        private final Feeder feeder;
        private final Reader reader;
        private final Worker feeding;
        private final Worker reading;
        private final Outcome outcome = new Outcome(settings);

        Run(World world, Plan plan, Judge judge, Feeder feeder, Reader reader) {
            this.world = world;
            this.plan = plan;
            this.watch = judge.watch();
            this.judge = judge;
            this.feeder = feeder;
            this.reader = reader;
            watch.start();
            this.feeding = Worker.start("feeder", feeder);
            this.reading = Worker.start("reader", reader);
        }

        Outcome toEnd() {
            require(watch::allHeard, "every partition must have a first prediction");
            say.accept("all instances predict; the faults begin");
            causeFaults();
            drain();
            judge.end();
            Compaction compaction = Compaction.measure(world.brokers.bootstrapServers());
            outcome.end(judge, world.deaths(), idleness(), compaction);
            return outcome;
        }

        private void causeFaults() {
            Injector injector = new Injector(world, settings, means.folder());
            long end = System.nanoTime() + settings.duration().toNanos();
            for (int i = 0; i < settings.most() && System.nanoTime() < end; i++) {
                outcome.add(trial(injector, plan.next(), plan.details()));
                say.accept(outcome.line(i));
            }
        }

        /** Waits until everything is predicted, and a little longer to see whether there is more. */
        private void drain() {
            feeder.finish();
            feeding.join();
            await(() -> judge.settled(feeder.due()));
            await(LONGER, () -> false);
            reader.finish();
            reading.join();
        }

        /** The first minute after a fault still compiles and rebalances: who is busy for good is busy each time. */
        private Idleness idleness() {
            Idleness idleness = Idleness.NOT_MEASURED;
            boolean watching = !settings.idle().isZero();
            for (int i = 0; watching && i < MOST_LOOKS; i++) {
                idleness = Idleness.measure(world, settings);
                watching = !idleness.right();
            }
            return idleness;
        }

        private Trial trial(Injector injector, Fault fault, Random random) {
            int rest = random.nextInt(MOST_REST_MILLIS);
            Verdict before = judge.verdict();
            long start = System.nanoTime();
            watch.start();
            String what = injector.cause(fault, random);
            int[] due = feeder.due();
            boolean recovered = await(() -> judge.settled(due));
            double drained = recovered ? (System.nanoTime() - start) / 1e9 : -1;
            await(Duration.ofMillis(rest), () -> false);
            return new Trial(
                    fault,
                    what,
                    judge.verdict().since(before),
                    watch.longestSilence(),
                    drained,
                    watch.longestWait(),
                    Footprint.largest(world));
        }

        private void require(BooleanSupplier reached, String what) {
            if (!await(reached)) {
                throw new IllegalStateException(
                        what + " within " + RECOVERY + " but has not; see the logs in " + means.folder());
            }
        }

        private boolean await(BooleanSupplier reached) {
            return await(RECOVERY, reached);
        }

        private boolean await(Duration patience, BooleanSupplier reached) {
            long end = System.nanoTime() + patience.toNanos();
            while (!reached.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                feeding.check();
                reading.check();
                JavaProcess.pause(LOOK_EVERY_MILLIS);
            }
            return true;
        }
    }
}
