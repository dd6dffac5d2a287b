package dev.eddy.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.SequenceModel;
import dev.eddy.kubernetes.Kustomization;
import dev.eddy.local.RegistryServer;
import dev.eddy.source.Outlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Rolls versions out over processes as a StatefulSet does over pods, while events come in, and holds every prediction against
 * an offline run. One thread.
 */
public final class Rehearsal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final Duration LONGER = Duration.ofSeconds(3);
    private static final long SEED = 17;

    private final Size size;
    private final Consumer<String> say;
    private final SequenceModel model;
    private final RegistryServer registry = RegistryServer.inMemory();
    private final Brokers brokers;
    private final List<Pod> pods;
    private final Judge judge;
    private final Feeder feeder;
    private final Reader reader;
    private final Gaps gaps;
    private final Outlet outlet;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Roll> rolls = new ArrayList<>();

    /**
     * How much there is of what.
     *
     * @param instances pods
     * @param keys of the input
     * @param windowsPerSecond of the input
     */
    public record Size(int instances, int keys, int windowsPerSecond) {}

    /**
     * Starts all but the pods.
     *
     * @param size of it
     * @param means the app
     * @param objects of the overlay
     * @param say is told what is going on
     */
    public Rehearsal(Size size, Means means, List<ObjectNode> objects, Consumer<String> say) {
        this.size = size;
        this.say = say;
        int partitions = Kustomization.only(objects, "StatefulSet")
                .at("/metadata/annotations/eddy~1partitions")
                .asInt();
        this.model = means.open().get();
        this.brokers = new Brokers(means, 1, 0);
        registry.start();
        brokers.start();
        brokers.createTopics(partitions);
        String servers = brokers.bootstrapServers();
        RegistryConfig schemas = RegistryConfig.of(registry.url());
        this.pods = IntStream.range(0, size.instances())
                .mapToObj(ordinal -> new Pod(objects, ordinal, means.folder(), local(means)))
                .toList();
        InputLog input = new InputLog(new Script(SEED), size.keys());
        this.judge = new Judge(model, input, new Watch(partitions), say);
        this.outlet = means.outlets().to(servers, schemas, Topics.SIGNALS);
        this.feeder = new Feeder(model.manifest(), input, outlet, size.windowsPerSecond());
        this.reader = new Reader(servers, schemas, partitions, judge);
        this.gaps = new Gaps(servers, partitions, size.keys());
    }

    private Map<String, String> local(Means means) {
        return Map.of(
                "EDDY_BOOTSTRAP_SERVERS", brokers.bootstrapServers(),
                "EDDY_SCHEMA_REGISTRY", registry.url(),
                "EDDY_MODEL", means.model().toString(),
                "EDDY_DEAD_LETTERS", Topics.DEAD_LETTERS,
                "EDDY_MAX_CHUNK_SAMPLES", Integer.toString(Script.MOST_SAMPLES));
    }

    /** Starts all pods at once, then the events. */
    public void start(Version version) {
        pods.forEach(pod -> pod.start(version));
        pods.forEach(Pod::awaitReady);
        gaps.start();
        workers.add(Worker.start("feeder", feeder));
        workers.add(Worker.start("reader", reader));
        workers.add(Worker.start("gaps", gaps));
        awaitAllSent();
    }

    /** Replaces the pods, the one with the highest number first, each once the one before it is ready. */
    public void roll(Version version) {
        double usual = usualGap();
        Verdict before = judge.verdict();
        gaps.start();
        long start = System.nanoTime();
        for (int ordinal = pods.size() - 1; ordinal >= 0; ordinal--) {
            pods.get(ordinal).stop();
            pods.get(ordinal).start(version);
            pods.get(ordinal).awaitReady();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        awaitAllSent();
        List<Double> each = Arrays.stream(gaps.seconds()).boxed().toList();
        rolls.add(new Roll(version.name(), seconds, judge.verdict().since(before), usual, each));
        say.accept(rolls.get(rolls.size() - 1).row(size));
    }

    private double usualGap() {
        gaps.start();
        await().pollDelay(USUAL).atMost(PATIENCE).until(this::healthy);
        return Arrays.stream(gaps.seconds()).max().orElse(0);
    }

    private void awaitAllSent() {
        int[] due = feeder.due();
        await("everything that was sent is predicted").atMost(PATIENCE).until(() -> healthy() && judge.settled(due));
    }

    private boolean healthy() {
        workers.forEach(Worker::check);
        pods.forEach(Pod::check);
        return true;
    }

    /**
     * Sends no more, and waits for the rest.
     *
     * @return the verdict on all predictions from the first to the last
     */
    public Verdict end() {
        feeder.finish();
        workers.get(0).join();
        awaitAllSent();
        await().pollDelay(LONGER).atMost(PATIENCE).until(this::healthy);
        reader.finish();
        gaps.finish();
        workers.forEach(Worker::join);
        judge.end();
        return judge.verdict();
    }

    /** The roll-outs in a table, in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder(Roll.HEAD);
        rolls.forEach(roll -> table.append(roll.row(size)));
        return table.toString();
    }

    @Override
    public void close() {
        feeder.finish();
        reader.finish();
        gaps.finish();
        pods.forEach(Pod::close);
        outlet.close();
        brokers.close();
        registry.close();
        model.close();
    }
}
