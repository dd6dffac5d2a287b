package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Causes faults. Whatever it has broken is whole again when it returns, though it may not have recovered yet. */
final class Injector {

    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration NOTHING = Duration.ofSeconds(20);
    private static final int MOST_SKEW_SECONDS = 2400;

    private final World world;
    private final Settings settings;
    private final StateFaults states;
    private final ModelFaults models;
    private final ModelSwitch modelSwitch;

    Injector(World world, Settings settings, Path logs) {
        this.world = world;
        this.settings = settings;
        this.states = new StateFaults(logs);
        this.models = new ModelFaults(settings);
        this.modelSwitch = new ModelSwitch(world);
    }

    /**
     * Causes a fault.
     *
     * @param fault which
     * @param random decides all that is open
     * @return what was done, in words
     */
    String cause(Fault fault, Random random) {
        return switch (fault) {
            case KILL -> kill(one(random), random);
            case TERM -> term(one(random));
            case PAUSE -> pause(one(random).member(), tooLong(random));
            case ROLL -> roll();
            case SCALE -> scale(random);
            case PARTITION -> partition(random.nextInt(settings.instances()), tooLong(random));
            case STATE_DELETED -> StateFaults.deleted(one(random), random);
            case STATE_DAMAGED -> StateFaults.damaged(one(random), random);
            case DISK_FULL -> StateFaults.full(one(random), random, tooLong(random));
            case DISK_SLOW -> states.slow(one(random).member(), random, tooLong(random));
            case CLOCK_SKEW -> clock(one(random), random, tooLong(random));
            case MODEL_THROWS -> models.cause(Trouble.Kind.THROW, one(random).member());
            case MODEL_OUT_OF_MEMORY ->
                models.cause(Trouble.Kind.MEMORY, one(random).member());
            case MODEL_SLOW -> models.cause(Trouble.Kind.SLOW, one(random).member());
            case MODEL_HANGS -> models.hang(one(random).member());
            case BROKER_KILL -> brokerKill(broker(random), random);
            case BROKER_BOUNCE -> brokerBounce(broker(random));
            case BROKER_PAUSE -> pause(broker(random), tooLong(random));
            case REGISTRY_DOWN -> registryDown(random);
            case REGISTRY_DOWN_AT_START -> registryDownAtStart(one(random), random);
            case MODEL_SWITCH -> modelSwitch.cause(random);
            case MIXED -> mixed(random);
            case NOTHING -> nothing(NOTHING.toMillis());
        };
    }

    private Instance one(Random random) {
        return world.instances.get(random.nextInt(world.instances.size()));
    }

    /** The controller once in three times, else the leader of some partition. */
    private Member broker(Random random) {
        int partition = random.nextInt(settings.partitions());
        boolean controller = random.nextInt(3) == 0;
        if (world.brokers.count() == 1) {
            return world.brokers.member(0);
        }
        return world.brokers.member(controller ? world.brokers.controller() : world.brokers.leader(partition));
    }

    /** Longer than a session may last, by some seconds. */
    private long tooLong(Random random) {
        return settings.sessionTimeout().toMillis() + 2000 + random.nextInt(6000);
    }

    private static String kill(Instance instance, Random random) {
        int millis = random.nextInt(2000);
        instance.member().kill();
        JavaProcess.pause(millis);
        instance.member().start();
        return instance.member().name() + " killed, started " + millis + " ms later";
    }

    private static String term(Instance instance) {
        instance.member().terminate();
        instance.member().start();
        return instance.member().name() + " terminated, started";
    }

    private static String pause(Member member, long millis) {
        member.freeze();
        JavaProcess.pause(millis);
        member.thaw();
        return member.name() + " paused " + millis + " ms";
    }

    private String roll() {
        for (Instance instance : world.instances) {
            instance.member().terminate();
            instance.startAndWait();
        }
        return "all restarted, one by one";
    }

    private String scale(Random random) {
        List<Instance> all = new ArrayList<>(world.instances);
        Collections.shuffle(all, random);
        List<Instance> gone = all.subList(1, all.size());
        long millis = tooLong(random);
        gone.forEach(instance -> instance.member().terminate());
        JavaProcess.pause(millis);
        gone.forEach(instance -> instance.member().start());
        return "only " + all.get(0).member().name() + " for " + millis + " ms";
    }

    private String partition(int instance, long millis) {
        world.brokers.cut(instance);
        JavaProcess.pause(millis);
        world.brokers.mend(instance);
        return world.instances.get(instance).member().name() + " cut off for " + millis + " ms";
    }

    private static String clock(Instance instance, Random random, long millis) {
        int seconds = random.nextInt(-MOST_SKEW_SECONDS, MOST_SKEW_SECONDS);
        instance.member().terminate();
        instance.member()
                .start(Map.of(
                        "LD_PRELOAD",
                        Tool.clock().toString(),
                        "FAKETIME",
                        String.format("%+d", seconds),
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0"));
        instance.startAndWait();
        JavaProcess.pause(millis);
        instance.member().terminate();
        instance.member().start();
        return String.format(
                "%s with a clock %+d s off for %d ms", instance.member().name(), seconds, millis);
    }

    private static String brokerKill(Member broker, Random random) {
        int millis = random.nextInt(3000);
        broker.kill();
        JavaProcess.pause(millis);
        broker.start();
        broker.awaitLine("ready ", START);
        return broker.name() + " killed, started " + millis + " ms later";
    }

    private static String brokerBounce(Member broker) {
        broker.terminate();
        broker.start();
        broker.awaitLine("ready ", START);
        return broker.name() + " restarted";
    }

    private String registryDown(Random random) {
        long millis = tooLong(random);
        world.registry.stop();
        JavaProcess.pause(millis);
        world.registry.start();
        return "registry down for " + millis + " ms";
    }

    private String registryDownAtStart(Instance instance, Random random) {
        long millis = tooLong(random);
        world.registry.stop();
        instance.member().kill();
        instance.member().start();
        JavaProcess.pause(millis);
        world.registry.start();
        return instance.member().name() + " killed and started, registry down for " + millis + " ms";
    }

    private static String nothing(long millis) {
        JavaProcess.pause(millis);
        return "nothing for " + millis + " ms";
    }

    /** Two brokers of three at once would be more than a cluster promises to survive. */
    private String mixed(Random random) {
        List<Fault> left = new ArrayList<>(settings.faults());
        left.removeIf(it -> !it.harms() || !it.possibleIn(settings));
        Collections.shuffle(left, random);
        Fault first = left.remove(0);
        left.removeIf(it -> first.harmsBroker() && it.harmsBroker());
        List<Fault> both = left.isEmpty() ? List.of(first) : List.of(first, left.get(0));
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        List<Worker> workers = new ArrayList<>();
        for (Fault fault : both) {
            Random own = new Random(random.nextLong());
            workers.add(Worker.start(fault.name(), () -> done.add(cause(fault, own))));
        }
        workers.forEach(Worker::join);
        return String.join(" and ", done);
    }
}
