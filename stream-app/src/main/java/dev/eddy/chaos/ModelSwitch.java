package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A new version of the model is published, tried, promoted and rolled back, and in each of these phases an instance is killed.
 * Versions carry the hidden states on, so that all predictions are what they would have been without, but for the version
 * that they name. One at a time.
 */
final class ModelSwitch {

    /** Of a model, by which time some of its pieces are written and others are not. */
    private static final long FIRST_BYTES = 2 << 20;

    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration TRIED = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final int MOST_DOWN_MILLIS = 1000;

    private final World world;
    private final List<Release> published = new ArrayList<>();
    private int versions = 1;

    ModelSwitch(World world) {
        this.world = world;
    }

    /** Does all of it; when it returns the first version scores again. */
    String cause(Random random) {
        Release next = world.release.as(Integer.toString(++versions));
        retireAllButLast();
        List<String> killed = new ArrayList<>();
        killed.add(publish(next, random));
        world.instances.forEach(it -> it.member().awaitLine("Model " + next.id() + " is ready", START));
        world.operator.shadow(next.id().version());
        killed.add(kill(oneThatTries(next, random), random));
        awaitAll();
        world.operator.promote(next.id().version());
        killed.add(kill(one(random), random));
        awaitAll();
        world.operator.rollBack(world.release.id().version());
        killed.add(kill(one(random), random));
        return String.format(
                "version %s published, tried, promoted, rolled back; killed meanwhile: %s",
                next.id().version(), String.join(", ", killed));
    }

    /** The last one may still be waited for by a partition that stands still. */
    private void retireAllButLast() {
        while (published.size() > 1) {
            world.operator.retire(published.remove(0).id().version());
        }
    }

    /** The network stalls when some pieces are written, and goes on when the instance is dead. */
    private String publish(Release next, Random random) {
        Instance victim = one(random);
        world.brokers.stall(world.door(), FIRST_BYTES);
        Worker publishing = Worker.start("publisher", () -> world.operator.publish(next));
        while (!world.brokers.isCut(world.door())) {
            publishing.check();
            JavaProcess.pause(LOOK_EVERY_MILLIS);
        }
        victim.member().kill();
        world.brokers.mend(world.door());
        publishing.join();
        published.add(next);
        victim.member().start();
        return victim.member().name();
    }

    private static String kill(Instance instance, Random random) {
        instance.member().kill();
        JavaProcess.pause(random.nextInt(MOST_DOWN_MILLIS));
        instance.member().start();
        return instance.member().name();
    }

    /** So that each phase lasts until all work again. */
    private void awaitAll() {
        world.instances.forEach(Instance::startAndWait);
    }

    private Instance one(Random random) {
        return world.instances.get(random.nextInt(world.instances.size()));
    }

    /** The first one that says that it tries the model; any after a while, for whoever tries it may be down. */
    private Instance oneThatTries(Release next, Random random) {
        long end = System.nanoTime() + TRIED.toNanos();
        while (System.nanoTime() < end) {
            for (Instance instance : world.instances) {
                if (instance.member().hasSaid(next.id() + " is tried: ")) {
                    return instance;
                }
            }
            JavaProcess.pause(LOOK_EVERY_MILLIS);
        }
        return one(random);
    }
}
