package dev.eddy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Java process with the class path of this one, which can be waited for, paused and killed. What it says goes to a log
 * file. It goes with this process unless this one is killed. Any thread may call.
 */
public final class JavaProcess implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int TAIL_LINES = 12;
    private static final double KIB_PER_MIB = 1024;
    private static final Duration DEATH = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one in a folder, free of the variables that are options of Eddy.
     *
     * @param folder where it works
     * @param log file for what it says, written anew
     * @param args of the {@code java} command
     * @return the process
     */
    public static JavaProcess start(Path folder, Path log, List<String> args) {
        return start(folder, log, args, Map.of());
    }

    /**
     * Starts one with more in its environment, the place for secrets.
     *
     * @param folder where it works
     * @param log file for what it says, written anew
     * @param args of the {@code java} command
     * @param environment what is added to that of this process
     * @return the process
     */
    public static JavaProcess start(Path folder, Path log, List<String> args, Map<String, String> environment) {
        List<String> command = new ArrayList<>(args);
        command.add(0, JAVA);
        return started(folder, log, command, environment);
    }

    /**
     * Starts any program like that.
     *
     * @param folder where it works
     * @param log file for what it says, written anew
     * @param command and its arguments
     * @return the process
     */
    public static JavaProcess program(Path folder, Path log, List<String> command) {
        return started(folder, log, command, Map.of());
    }

    private static JavaProcess started(Path folder, Path log, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("EDDY_"));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new JavaProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("a process must start but did not: " + command, e);
        }
    }

    /**
     * Waits until it says something.
     *
     * @param text part of a line
     * @param patience how long at most
     * @return the first line with the text
     * @throws IllegalStateException if the process ends or the time is over before
     */
    public String awaitLine(String text, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean last = !alive() || System.nanoTime() > end;
            Optional<String> found = line(text);
            if (found.isPresent()) {
                return found.get();
            }
            if (last) {
                throw new IllegalStateException("a process must say '" + text + "' within " + patience + " but "
                        + (alive() ? "has not" : "ended with " + process.exitValue()) + "; see " + log);
            }
            pause(LOOK_EVERY_MILLIS);
        }
    }

    /**
     * Whether some line has a text.
     *
     * @param text part of a line
     * @return true once it has said so
     */
    public boolean said(String text) {
        return line(text).isPresent();
    }

    private Optional<String> line(String text) {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains(text))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + log + " must be readable but is not", e);
        }
    }

    /**
     * Lets time pass.
     *
     * @param millis how much
     */
    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    /**
     * Waits for its end.
     *
     * @param patience how long at most
     * @return its exit code
     */
    public int exitCode(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a process must end within " + patience + " but has not; see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of a process", e);
        }
    }

    /**
     * Whether it runs.
     *
     * @return false once it has ended
     */
    public boolean alive() {
        return process.isAlive();
    }

    /**
     * The number that the system knows it by.
     *
     * @return its process id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * What it has said.
     *
     * @return a file
     */
    public Path log() {
        return log;
    }

    /**
     * Processor time that it has used so far.
     *
     * @return of all its threads
     */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * The most memory that it has held so far, of all kinds; 0 where the system does not say.
     *
     * @return MiB
     */
    public double peakMiB() {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * The last that it has said.
     *
     * @return some lines
     */
    public String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + log + " must be readable but is not", e);
        }
    }

    /**
     * Writes a line to its standard input.
     *
     * @param line without its end
     */
    public void tell(String line) {
        try {
            process.outputWriter().append(line).append(System.lineSeparator()).flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a process must listen but does not; see " + log, e);
        }
    }

    /** SIGTERM: it may finish. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL: it may not. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        exitCode(DEATH);
    }

    /** SIGSTOP: it stands still and does not know. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        if (!alive()) {
            return;
        }
        if (!succeeds("kill", name, Long.toString(pid())) && alive()) {
            throw new IllegalStateException("'kill " + name + " " + pid() + "' must end with 0 but did not");
        }
    }

    /**
     * Runs a short command. What it says is nobody's business.
     *
     * @param command and its arguments
     * @return whether it is there and ended with 0
     */
    public static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while '" + String.join(" ", command) + "' ran", e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
