package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import dev.eddy.local.RegistryServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All processes of a campaign. What ends without having been told to is started again, and counted. Any thread may call. */
final class World implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 200;

    final RegistryServer registry = RegistryServer.inMemory();
    final Brokers brokers;
    final List<Instance> instances;
    final Release release;
    final Operator operator;
    private final Consumer<String> say;
    private final AtomicInteger deaths = new AtomicInteger();
    private volatile boolean open = true;

    World(Settings settings, Means means, Consumer<String> say) {
        this.say = say;
        this.brokers = new Brokers(means, settings.brokers(), settings.instances() + 1);
        this.instances = IntStream.range(0, settings.instances())
                .mapToObj(it -> Instance.of(it, settings, means, brokers, registry.url()))
                .toList();
        this.release = Release.first(means.model());
        this.operator = new Operator(
                means.commands(), brokers.bootstrapServers(door()), release.id().name());
    }

    /** To the brokers, of who changes models; those before it are of the instances. */
    int door() {
        return instances.size();
    }

    void start(int partitions) {
        registry.start();
        brokers.start();
        brokers.createTopics(partitions);
        operator.publish(release);
        operator.promote(release.id().version());
        instances.forEach(instance -> instance.member().start());
        instances.forEach(Instance::startAndWait);
        Thread supervisor = new Thread(this::supervise, "supervisor");
        supervisor.setDaemon(true);
        supervisor.start();
    }

    private void supervise() {
        while (open) {
            members().forEach(member -> {
                String death = member.revive();
                if (death != null) {
                    deaths.incrementAndGet();
                    say.accept(death);
                }
            });
            JavaProcess.pause(LOOK_EVERY_MILLIS);
        }
    }

    private Stream<Member> members() {
        return Stream.concat(
                instances.stream().map(Instance::member),
                IntStream.range(0, brokers.count()).mapToObj(brokers::member));
    }

    /** How many processes have ended without having been told to. */
    int deaths() {
        return deaths.get();
    }

    @Override
    public void close() {
        open = false;
        instances.forEach(Instance::close);
        brokers.close();
        registry.close();
    }
}
