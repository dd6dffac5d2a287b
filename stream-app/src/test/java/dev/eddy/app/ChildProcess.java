package dev.eddy.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A Java process of its own that a test can wait for and kill. What it says goes to a log file under target. */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Runs one of this module's commands. */
    static ChildProcess eddy(String name, String... args) {
        List<String> command =
                new ArrayList<>(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), "dev.eddy.app.Main"));
        command.addAll(List.of(args));
        return java(name, Path.of("."), command);
    }

    static ChildProcess java(String name, Path folder, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(args);
        return of(name, folder, command);
    }

    /** Any program. */
    static ChildProcess of(String name, Path folder, List<String> command) {
        try {
            Path logs =
                    Files.createDirectories(Path.of("target", "process-logs").toAbsolutePath());
            Path log = Files.createTempFile(logs, name + "-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(variable -> variable.startsWith("EDDY_"));
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            return new ChildProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line that has the text; fails when the process ends without it. */
    String awaitLine(String text, Duration patience) {
        return Awaitility.await(text + " in " + log)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> line(text), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> line(String text) throws IOException {
        Optional<String> found =
                Files.readAllLines(log).stream().filter(it -> it.contains(text)).findFirst();
        if (found.isEmpty() && !process.isAlive()) {
            throw new IllegalStateException(
                    "ended with " + process.exitValue() + " before saying '" + text + "': " + Files.readString(log));
        }
        return found;
    }

    /** Waits for its end. */
    int exitCode(Duration patience) {
        Awaitility.await("the end of " + log).atMost(patience).until(() -> !process.isAlive());
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** SIGTERM: it may finish. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL: it may not. */
    void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        kill();
    }
}
