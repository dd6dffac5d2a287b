package dev.eddy.app;

import dev.eddy.local.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime unpacks its libraries into a temporary folder of each process and leaves that folder behind, empty. On
 * Linux the system tells which one it is, and here it goes, too.
 */
final class UnpackedLibraries {

    private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibraries.class);
    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String FOLDER = "/onnxruntime-java";

    private UnpackedLibraries() {}

    static void goAtExit() {
        if (Files.isReadable(MAPPED)) {
            Runtime.getRuntime().addShutdownHook(new Thread(UnpackedLibraries::go, "unpacked-libraries"));
        }
    }

    /** What is loaded stays loaded. */
    private static void go() {
        try (Stream<String> lines = Files.lines(MAPPED)) {
            lines.filter(line -> line.contains(FOLDER) && line.endsWith(".so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .flatMap(library -> Stream.ofNullable(library.getParent()))
                    .distinct()
                    .forEach(folder -> new TemporaryFolder(folder).close());
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("Unpacked libraries stay", e);
        }
    }
}
