package dev.eddy.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ONNX Runtime's profiler writes of the first runs of a session, in a folder of its own, so that nothing of it stays
 * wherever the session fails. Closed after the session, or once that has ended its profile.
 */
final class RunProfile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunProfile.class);

    private final Path folder;

    private RunProfile(Path folder) {
        this.folder = folder;
    }

    static RunProfile create() {
        try {
            return new RunProfile(Files.createTempDirectory("eddy-nodes"));
        } catch (IOException e) {
            throw new InferenceException(
                    "the folder for temporary files must be writable but " + e + "; name another one with"
                            + " -Djava.io.tmpdir",
                    e);
        }
    }

    /** Where it is written. */
    Path folder() {
        return folder;
    }

    /** From the opening of a session on. */
    void of(OrtSession.SessionOptions options) throws OrtException {
        options.enableProfiling(folder.resolve("runs").toString());
    }

    /** Where the nodes ran so far; further runs are not profiled. */
    NodePlacement end(OrtSession session) throws OrtException, IOException {
        return NodePlacement.of(Path.of(session.endProfiling()));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.debug("The profile in {} stays there", folder, e);
        }
    }
}
