package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What some faults need of the machine. Any thread may call. */
public enum Tool {
    /** A small disk of one's own. */
    MOUNT("may mount a tmpfs: be root on Linux") {
        @Override
        boolean works() {
            return JavaProcess.succeeds("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt");
        }
    },
    /** Delays what a process asks of the system. */
    STRACE("has strace and may use it: apt-get install strace") {
        @Override
        boolean works() {
            return JavaProcess.succeeds("strace", "-o", "/dev/null", "true");
        }
    },
    /** Shows a process another time. */
    FAKETIME("has libfaketime: apt-get install faketime") {
        @Override
        boolean works() {
            return FAKE_CLOCK.isPresent();
        }
    };

    private static final Optional<Path> FAKE_CLOCK = fakeClock();

    private final String condition;

    Tool(String condition) {
        this.condition = condition;
    }

    abstract boolean works();

    /** Under which condition a machine has it, after "where it". */
    String condition() {
        return condition;
    }

    /**
     * Tries each.
     *
     * @return those that work here
     */
    public static Set<Tool> found() {
        Set<Tool> found = EnumSet.noneOf(Tool.class);
        Arrays.stream(values()).filter(Tool::works).forEach(found::add);
        return found;
    }

    /** The library that is to be loaded before all others; there if {@link #FAKETIME} was found. */
    static Path clock() {
        return FAKE_CLOCK.orElseThrow();
    }

    private static Optional<Path> fakeClock() {
        Path libraries = Path.of("/usr/lib");
        try (var all = Files.find(
                libraries, 3, (path, about) -> path.endsWith("faketime/libfaketimeMT.so.1") && about.isRegularFile())) {
            return all.findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
