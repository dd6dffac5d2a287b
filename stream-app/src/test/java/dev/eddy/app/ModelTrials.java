package dev.eddy.app;

import dev.eddy.local.JavaProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of damaged models, tried in processes that may crash.
 *
 * @param taken models that were served
 * @param refused models that were refused as it is declared
 * @param faults what was thrown otherwise
 * @param crashed numbers of the models with which the process ended
 * @param peakBytes the most memory that a process had resident
 */
record ModelTrials(long taken, long refused, List<String> faults, List<Long> crashed, long peakBytes) {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration EACH = Duration.ofSeconds(5);
    private static final String FAULT = "fault ";

    /** Tries models with the numbers from 0; goes on after a crash behind the model that caused it. */
    static ModelTrials run(Path folder, long seed, long models) throws IOException {
        Path progress = folder.resolve("progress");
        ModelTrials all = new ModelTrials(0, 0, new ArrayList<>(), new ArrayList<>(), 0);
        long next = 0;
        while (next < models) {
            all = all.plus(round(progress, seed, next, models));
            next = number(progress, 0) + 1;
        }
        return all;
    }

    private static ModelTrials round(Path progress, long seed, long from, long to) throws IOException {
        Files.write(progress, new byte[4 * Long.BYTES]);
        List<String> args = List.of(
                "-Xmx512m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + progress + ".crash",
                ModelTrial.class.getName(),
                progress.toString(),
                "" + seed,
                "" + from,
                "" + to);
        Path log = progress.resolveSibling("trial.log");
        try (JavaProcess process = JavaProcess.start(Path.of("."), log, args, Map.of("ORT_DISABLE_TELEMETRY", "1"))) {
            boolean ended = process.exitCode(START.plus(EACH.multipliedBy(to - from))) == 0;
            List<String> faults = Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith(FAULT))
                    .toList();
            List<Long> crashed = ended ? List.of() : List.of(number(progress, 0));
            return new ModelTrials(number(progress, 1), number(progress, 2), faults, crashed, number(progress, 3));
        }
    }

    private ModelTrials plus(ModelTrials other) {
        List<String> allFaults = new ArrayList<>(faults);
        allFaults.addAll(other.faults);
        List<Long> allCrashed = new ArrayList<>(crashed);
        allCrashed.addAll(other.crashed);
        return new ModelTrials(
                taken + other.taken,
                refused + other.refused,
                allFaults,
                allCrashed,
                Math.max(peakBytes, other.peakBytes));
    }

    private static long number(Path progress, int index) throws IOException {
        try (FileChannel channel = FileChannel.open(progress, StandardOpenOption.READ)) {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
            channel.read(number, (long) index * Long.BYTES);
            return number.flip().getLong();
        }
    }
}
