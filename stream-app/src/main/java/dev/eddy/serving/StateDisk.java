package dev.eddy.serving;

import com.codahale.metrics.MetricRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder that holds the states of one app, as the gauges {@code state.bytes} and {@code state.disk.free}. Files come
 * and go while it is looked at. Any thread may call.
 *
 * @param folder need not be there
 */
public record StateDisk(Path folder) {

    void register(MetricRegistry metrics) {
        metrics.gauge("state.bytes", () -> this::bytes);
        metrics.gauge("state.disk.free", () -> this::free);
    }

    /** What the files of the states take. */
    long bytes() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /**
     * How much room there is where the folder is, or would be made.
     *
     * @return bytes
     */
    public long free() {
        return nearest().getUsableSpace();
    }

    /** The folder, or what is there of the way to it. */
    public File nearest() {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there.toFile();
    }
}
