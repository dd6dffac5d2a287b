package dev.eddy.app;

import dev.eddy.local.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Java processes of tests; what they say goes to log files under target. */
final class ChildProcess {

    private ChildProcess() {}

    /** Runs one of this module's commands. */
    static JavaProcess eddy(String name, String... args) {
        return eddy(Map.of(), name, args);
    }

    /** The same with more in its environment. */
    static JavaProcess eddy(Map<String, String> environment, String name, String... args) {
        List<String> command = new ArrayList<>(List.of("-Xmx1g", Main.class.getName()));
        command.addAll(List.of(args));
        return JavaProcess.start(Path.of("."), log(name), command, environment);
    }

    static JavaProcess java(String name, Path folder, List<String> args) {
        return JavaProcess.start(folder, log(name), args);
    }

    /** Any program. */
    static JavaProcess of(String name, Path folder, List<String> command) {
        return JavaProcess.program(folder, log(name), command);
    }

    private static Path log(String name) {
        try {
            Path logs =
                    Files.createDirectories(Path.of("target", "process-logs").toAbsolutePath());
            return Files.createTempFile(logs, name + "-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
