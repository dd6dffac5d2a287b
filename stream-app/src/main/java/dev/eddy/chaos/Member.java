package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A broker or an instance: a process that is started again and again with the same arguments. What is asked of one that does
 * not run is not done. Any thread may call.
 */
final class Member {

    private static final Duration END = Duration.ofSeconds(90);

    private static final long LOOK_EVERY_MILLIS = 50;

    private final String name;
    private final Means means;
    private final List<String> args;
    private @Nullable JavaProcess process;
    private boolean wanted;
    private int lives;

    Member(String name, Means means, List<String> args) {
        this.name = name;
        this.means = means;
        this.args = args;
    }

    String name() {
        return name;
    }

    void start() {
        start(Map.of());
    }

    /** Starts it with more variables, for this life. */
    synchronized void start(Map<String, String> variables) {
        if (process == null || !process.alive()) {
            List<String> command = new ArrayList<>(means.command());
            command.addAll(args);
            Path log = means.folder().resolve(name + "." + ++lives + ".log");
            process = JavaProcess.start(means.folder(), log, command, variables);
        }
        wanted = true;
    }

    /** Waits until it has said something in its present life, and if that ends, in the next one. */
    void awaitLine(String text, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        JavaProcess current = current();
        while (current == null || !current.said(text)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " must say '" + text + "' within " + patience
                        + " but has not; see its log in " + means.folder());
            }
            JavaProcess.pause(LOOK_EVERY_MILLIS);
            current = current();
        }
    }

    /** Waits until it says something in its present life; false if that ends before, or the time does. */
    boolean says(String text, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        JavaProcess life = current();
        while (life != null && life.alive() && !life.said(text) && System.nanoTime() < end) {
            JavaProcess.pause(LOOK_EVERY_MILLIS);
        }
        return life != null && life.said(text);
    }

    /** Whether it has said something in its present life. */
    boolean hasSaid(String text) {
        JavaProcess life = current();
        return life != null && life.said(text);
    }

    private synchronized @Nullable JavaProcess current() {
        return process;
    }

    synchronized void kill() {
        wanted = false;
        if (process != null) {
            process.kill();
        }
    }

    /** SIGTERM; returns when it is gone. */
    synchronized void terminate() {
        wanted = false;
        if (process != null) {
            process.terminate();
            process.exitCode(END);
        }
    }

    /** Writes a line to its standard input. */
    synchronized void tell(String line) {
        if (process != null && process.alive()) {
            process.tell(line);
        }
    }

    /** Writes a line after which it must end by itself; returns when it is gone, whether it was there to hear it. */
    synchronized boolean tellLastly(String line) {
        wanted = false;
        boolean hears = process != null && process.alive();
        if (process != null && hears) {
            process.tell(line);
            process.exitCode(END);
        }
        return hears;
    }

    void freeze() {
        JavaProcess current = current();
        if (current != null) {
            current.freeze();
        }
    }

    void thaw() {
        JavaProcess current = current();
        if (current != null) {
            current.thaw();
        }
    }

    /** The number of its present process, if it runs. */
    Optional<Long> pid() {
        return Optional.ofNullable(current()).filter(JavaProcess::alive).map(JavaProcess::pid);
    }

    /** Processor time of its present life. */
    Duration cpu() {
        JavaProcess current = current();
        return current == null ? Duration.ZERO : current.cpu();
    }

    /** Starts it again if it has ended although nobody wanted it to; says so, or nothing. */
    synchronized @Nullable String revive() {
        if (!wanted || process == null || process.alive()) {
            return null;
        }
        String what = name + " has ended by itself with " + process.exitCode(END) + ", see " + process.log();
        start();
        return what;
    }
}
