package dev.eddy.flink;

import dev.eddy.bench.Contender;
import dev.eddy.bench.Orders;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The process of a contender on Flink, with the options of the others. */
@CommandLine.Command(name = "flink-peer")
final class Main implements Callable<Integer> {

    @Option(names = "--design", required = true)
    private Contender design;

    @Option(names = "--bootstrap-servers", required = true)
    private String bootstrapServers;

    @Option(names = "--schema-registry", required = true)
    private String registry;

    @Option(names = "--model", required = true)
    private Path model;

    @Option(names = "--threads", required = true)
    private int threads;

    @Option(names = "--commit-every", required = true)
    private Duration commitEvery;

    @Option(names = "--dir", required = true)
    private Path folder;

    /**
     * Follows orders until there are no more.
     *
     * @param args options
     */
    public static void main(String[] args) {
        CommandLine line =
                new CommandLine(new Main()).registerConverter(Duration.class, text -> Duration.ofMillis(millis(text)));
        System.exit(line.execute(args));
    }

    private static int millis(String text) {
        return Integer.parseInt(text.replace("ms", ""));
    }

    @Override
    public Integer call() throws Exception {
        boolean batches = design == Contender.FLINK_BATCHES_HEAP || design == Contender.FLINK_BATCHES_ROCKSDB;
        boolean rocksDb = design == Contender.FLINK_ROCKSDB || design == Contender.FLINK_BATCHES_ROCKSDB;
        FlinkRuns runs = new FlinkRuns(
                bootstrapServers, registry, model, new FlinkRuns.Shape(batches, rocksDb, threads, commitEvery), folder);
        Orders.follow(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out, runs);
        return 0;
    }
}
