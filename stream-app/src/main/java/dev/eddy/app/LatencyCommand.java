package dev.eddy.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.bench.Bench;
import dev.eddy.bench.Comparison;
import dev.eddy.bench.Contender;
import dev.eddy.bench.LatencyRun;
import dev.eddy.inference.ModelFile;
import dev.eddy.local.JavaProcess;
import dev.eddy.local.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long predictions take. */
@Command(
        name = "latency",
        description = {
            "Measures how long it takes from an event to the prediction that it completes, at some shares of the most that"
                    + " this machine can do, for both guarantees and several times between commits.",
            ""
        },
        footer = {
            "",
            "The most is measured first, with the same settings. Events are sent at an even pace, and the clock of each"
                    + " prediction starts when its last event was due. Broker, app, sender and readers share the machine."
        })
final class LatencyCommand implements Callable<Integer> {

    private static final String ROW = "%-14s %-8s %-6s %-10s %-11s %10s %10s %10s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchModelOption model;

    @Option(names = "--keys", defaultValue = "2000", description = "Keys (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--event-samples",
            defaultValue = "32",
            description = "Samples in one event (default: ${DEFAULT-VALUE}).")
    private int eventSamples;

    @Option(
            names = "--shares",
            split = ",",
            defaultValue = "0.3,0.7",
            description = "Shares of the most that is possible, each in (0, 1] (default: ${DEFAULT-VALUE}).")
    private List<Double> shares = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long each pace is kept up (default: ${DEFAULT-VALUE}).")
    private Duration time;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the signal (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this file.")
    private Optional<Path> json;

    private final List<Row> rows = new ArrayList<>();

    /** One line of the table; times in milliseconds. */
    record Row(
            String guarantee,
            long commitMillis,
            double share,
            double windowsPerSecond,
            String until,
            double p50,
            double p99,
            double p999) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        print(String.format(ROW, "guarantee", "commits", "load", "windows/s", "until", "p50 ms", "p99 ms", "p99.9 ms"));
        try (TemporaryFolder folder = TemporaryFolder.create("eddy-latency")) {
            Path file = model.file(folder.path());
            for (BenchHost.Commits commits : settings()) {
                measure(folder.path(), file, commits);
            }
        }
        if (json.isPresent()) {
            Files.writeString(
                    json.get(),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
        }
        return spec.exitCodeOnSuccess();
    }

    private static List<BenchHost.Commits> settings() {
        return List.of(
                new BenchHost.Commits(Duration.ofMillis(20), StreamOptions.Guarantee.EXACTLY_ONCE),
                new BenchHost.Commits(Duration.ofMillis(100), StreamOptions.Guarantee.EXACTLY_ONCE),
                new BenchHost.Commits(Duration.ofMillis(100), StreamOptions.Guarantee.AT_LEAST_ONCE));
    }

    private void measure(Path folder, Path file, BenchHost.Commits commits) throws InterruptedException {
        try (BenchServers servers = BenchServers.start()) {
            BenchHost host =
                    new BenchHost(folder, Optional.empty(), BenchHost.Means.USUAL, servers.job(file, 1, commits));
            Bench.Kafka kafka = servers.kafka();
            ModelFile served = ModelFile.read(file, Optional.empty());
            double most = most(kafka, served, host);
            try (JavaProcess app = host.start(Contender.EDDY)) {
                for (double share : shares) {
                    pace(new LatencyRun(kafka, served.manifest()), app, commits, new Pace(share, most));
                }
            }
        }
    }

    private record Pace(double share, double most) {

        double windowsPerSecond() {
            return share * most;
        }
    }

    private double most(Bench.Kafka kafka, ModelFile served, BenchHost host) {
        Bench.Field alone = new Bench.Field(List.of(Contender.EDDY), host::start);
        Bench.Size size = new Bench.Size(keys, Math.max(1, 60_000 / keys), eventSamples, seed);
        Comparison comparison = new Bench(kafka, BenchCommand.subject(served), alone)
                .run(size, new Bench.Rounds(1, 3), what -> BenchCommand.say(spec, what));
        return comparison.windowsPerSecond(Contender.EDDY);
    }

    private void pace(LatencyRun run, JavaProcess app, BenchHost.Commits commits, Pace pace)
            throws InterruptedException {
        int windows = (int) Math.max(8, pace.windowsPerSecond() * time.toMillis() / 1000 / keys);
        String name = "latency-" + rows.size();
        LatencyRun.Times times =
                run.run(app, name, new Bench.Size(keys, windows, eventSamples, seed), pace.windowsPerSecond());
        row(commits, pace, "forwarded", times.forwarded());
        row(commits, pace, "committed", times.committed());
    }

    private void row(BenchHost.Commits commits, Pace pace, String until, Histogram times) {
        Row row = new Row(
                commits.guarantee().name().toLowerCase(Locale.ROOT),
                commits.every().toMillis(),
                pace.share(),
                pace.windowsPerSecond(),
                until,
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                times.getValueAtPercentile(99.9) / 1e6);
        rows.add(row);
        print(String.format(
                ROW,
                row.guarantee(),
                row.commitMillis() + " ms",
                String.format(Locale.ROOT, "%.0f %%", 100 * row.share()),
                String.format(Locale.ROOT, "%,.0f", row.windowsPerSecond()),
                row.until(),
                millis(row.p50()),
                millis(row.p99()),
                millis(row.p999())));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }

    private void print(String line) {
        spec.commandLine().getOut().print(line);
        spec.commandLine().getOut().flush();
    }
}
