package dev.eddy.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One instance of the stream app with its state on disk. Any thread may call. */
final class Instance implements AutoCloseable {

    /** Files that RocksDB reads again: tables, and what says which tables there are. */
    private static final List<String> KINDS = List.of(".sst", "MANIFEST", "CURRENT");

    private static final int DAMAGED_BYTES = 8;

    /** The app waits longer for its model than a transaction may last. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration START = Duration.ofSeconds(150);

    private final Member member;
    private final Path state;
    private final Optional<SmallDisk> disk;

    private Instance(Member member, Path state, Optional<SmallDisk> disk) {
        this.member = member;
        this.state = state;
        this.disk = disk;
    }

    static Instance of(int index, Settings settings, Means means, Brokers brokers, String registry) {
        String name = "instance-" + (index + 1);
        Path state = means.folder().resolve(name);
        List<String> args =
                new ArrayList<>(List.of("run-troubled", "--admin-port=0", "--application-id=" + Topics.APPLICATION));
        args.add("--model=" + means.model());
        args.add("--bootstrap-servers=" + brokers.bootstrapServers(index));
        args.add("--schema-registry=" + registry);
        args.add("--state-dir=" + state);
        args.add("--guarantee=" + (settings.exactlyOnce() ? "exactly_once" : "at_least_once"));
        args.add("--max-chunk-samples=" + Script.MOST_SAMPLES);
        args.addAll(List.of("--signals=" + Topics.SIGNALS, "--predictions=" + Topics.PREDICTIONS));
        args.add("--dead-letters=" + Topics.DEAD_LETTERS);
        args.add("--model-topic=" + Topics.MODELS);
        kafka(name, settings).forEach((key, value) -> args.add("--kafka=" + key + "=" + value));
        args.add("--drain-time=" + settings.transactionTimeout().plus(PATIENCE).toSeconds() + "s");
        Optional<SmallDisk> disk =
                settings.tools().contains(Tool.MOUNT) ? Optional.of(SmallDisk.mount(state)) : Optional.empty();
        return new Instance(new Member(name, means, args), state, disk);
    }

    /** Who is silent for so long is out: the members of its group take over, and its transaction is aborted. */
    private static Map<String, String> kafka(String name, Settings settings) {
        Map<String, String> kafka = new TreeMap<>(Map.of(
                "group.instance.id",
                name,
                "session.timeout.ms",
                Long.toString(settings.sessionTimeout().toMillis()),
                "heartbeat.interval.ms",
                Long.toString(settings.sessionTimeout().toMillis() / 4),
                "producer.transaction.timeout.ms",
                Long.toString(settings.transactionTimeout().toMillis()),
                "num.standby.replicas",
                settings.instances() > 1 ? "1" : "0",
                "probing.rebalance.interval.ms",
                "60000"));
        kafka.putAll(Compaction.OF_CHANGELOG);
        return kafka;
    }

    Member member() {
        return member;
    }

    /** The disk that its state is on; only where disks can be mounted. */
    SmallDisk disk() {
        return disk.orElseThrow();
    }

    /** Starts it and waits until it works. */
    void startAndWait() {
        member.start();
        member.awaitLine("is RUNNING", START);
    }

    /** Deletes all that it has on disk. */
    void deleteState() {
        try {
            for (Path each : files()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state in " + state + " must be deletable but is not", e);
        }
    }

    /**
     * Damages the files of RocksDB of one kind, those of all its tasks: turns some bytes over or cuts them short.
     *
     * @return what was done
     */
    String damageState(RandomGenerator random) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean cut = random.nextBoolean();
        int damaged = 0;
        try {
            for (Path each : files()) {
                if (Files.isRegularFile(each) && each.getFileName().toString().contains(kind)) {
                    damage(each, cut, random);
                    damaged++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state in " + state + " must be writable but is not", e);
        }
        return (cut ? "cut " : "turned bytes of ") + damaged + " files " + kind;
    }

    /** Files and folders in it, the deepest first. */
    private List<Path> files() throws IOException {
        if (!Files.exists(state)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(state)) {
            return all.filter(each -> !each.equals(state))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    @Override
    public void close() {
        member.kill();
        disk.ifPresent(SmallDisk::close);
    }

    private static void damage(Path file, boolean cut, RandomGenerator random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < DAMAGED_BYTES && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        }
        Files.write(file, cut ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
    }
}
