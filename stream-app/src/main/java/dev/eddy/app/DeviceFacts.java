package dev.eddy.app;

import dev.eddy.inference.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the system says of a device; blocks for as long as it takes. */
record DeviceFacts(Device device) {

    private static final Path OWN = Path.of("/proc/self/status");
    private static final String UNKNOWN = "unknown";

    /** Which one it is, in a few words. */
    String name() {
        return device.kind() == Device.Kind.CPU
                ? System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors"
                : nvidia("name,driver_version,memory.total");
    }

    /** How much of its memory is in use, by this process alone where it is the processor. */
    String memory() {
        return device.kind() == Device.Kind.CPU ? resident() : nvidia("memory.used");
    }

    private static String resident() {
        try {
            return Files.readAllLines(OWN).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.substring("VmRSS:".length()).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private String nvidia(String facts) {
        List<String> command =
                List.of("nvidia-smi", "--query-gpu=" + facts, "--format=csv,noheader", "--id=" + device.index());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? said : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
