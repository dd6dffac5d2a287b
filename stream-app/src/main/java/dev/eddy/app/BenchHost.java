package dev.eddy.app;

import dev.eddy.bench.Contender;
import dev.eddy.inference.Device;
import dev.eddy.local.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the processes of the contenders, all with the same heap and collector.
 *
 * @param folder where they work
 * @param flink file with the class path of the Flink peer
 * @param means what each may have
 * @param job what they do
 */
record BenchHost(Path folder, Optional<Path> flink, Means means, Job job) {

    private static final String FLINK_MAIN = "dev.eddy.flink.Main";

    /** What Flink's own launchers open of the JDK. */
    private static final List<String> FLINK_JVM = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    /**
     * What each contender may have.
     *
     * @param heap at most
     * @param gpu for the one that uses one
     */
    record Means(ByteSize heap, Device gpu) {

        /** Unless others are asked for. */
        static final Means USUAL = new Means(new ByteSize(1 << 30), Device.parse("cuda"));
    }

    /** How and how often it is committed. */
    record Commits(Duration every, StreamOptions.Guarantee guarantee) {}

    /** What all contenders do. */
    record Job(String bootstrapServers, String registry, Path model, int threads, Commits commits) {

        List<String> options(Contender contender, Path folder) {
            return List.of(
                    "--design=" + contender.name(),
                    "--bootstrap-servers=" + bootstrapServers,
                    "--schema-registry=" + registry,
                    "--model=" + model.toAbsolutePath(),
                    "--threads=" + threads,
                    "--commit-every=" + commits.every().toMillis() + "ms",
                    "--dir=" + folder);
        }
    }

    /** Those that were asked for, or those that take part without being asked. */
    List<Contender> contenders(List<Contender> wanted) {
        if (flink.isEmpty() && wanted.stream().anyMatch(Contender::flink)) {
            throw new IllegalArgumentException("--designs asks for Flink, whose class path must be given: --flink"
                    + " stream-app/flink-peer/target/classpath, after './mvnw -Pflink-peer -pl stream-app/flink-peer -am"
                    + " package -DskipTests'");
        }
        return Arrays.stream(Contender.values())
                .filter(it ->
                        wanted.isEmpty() ? it.always() && (flink.isPresent() || !it.flink()) : wanted.contains(it))
                .toList();
    }

    JavaProcess start(Contender contender) {
        try {
            Path own = Files.createTempDirectory(folder, contender.toString());
            List<String> args = new ArrayList<>(List.of("-Xmx" + means.heap().bytes(), "-XX:+UseParallelGC"));
            if (contender.flink()) {
                args.addAll(FLINK_JVM);
                args.add(FLINK_MAIN);
            } else {
                args.addAll(List.of(Main.class.getName(), "bench-contender"));
                args.add("--guarantee=" + job.commits().guarantee());
                args.add("--device=" + means.gpu());
            }
            args.addAll(job.options(contender, own));
            return JavaProcess.start(own, own.resolve("contender.log"), args, environment(contender));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the processes of the comparison must have a folder each: " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment(Contender contender) throws IOException {
        return contender.flink()
                ? Map.of("CLASSPATH", flinkClassPath(flink.orElseThrow()), "ORT_DISABLE_TELEMETRY", "1")
                : Map.of("ORT_DISABLE_TELEMETRY", "1");
    }

    /** The libraries are in the file, the peer's own classes beside it. */
    private static String flinkClassPath(Path file) throws IOException {
        return file.toAbsolutePath().resolveSibling("classes") + File.pathSeparator + Files.readString(file);
    }
}
