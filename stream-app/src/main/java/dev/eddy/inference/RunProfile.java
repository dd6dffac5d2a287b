package dev.eddy.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ONNX Runtime's profiler writes of the first runs of a session, in a folder of its own, so that nothing of it stays
 * wherever the session fails. Closed after the session, or once that has ended its profile.
 */
final class RunProfile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunProfile.class);

    /** Null where there can be none: nobody needs the profile so much as the GPU. */
    private final @Nullable Path folder;

    private RunProfile(@Nullable Path folder) {
        this.folder = folder;
    }

    static RunProfile create() {
        try {
            return new RunProfile(Files.createTempDirectory("eddy-nodes"));
        } catch (IOException e) {
            LOG.debug("Where the nodes run will not be told", e);
            return new RunProfile(null);
        }
    }

    /** Where it is written, if it is. */
    Path folder() {
        return Objects.requireNonNull(folder, "nothing is profiled");
    }

    /** From the opening of a session on. */
    void of(OrtSession.SessionOptions options) throws OrtException {
        if (folder != null) {
            options.enableProfiling(folder.resolve("runs").toString());
        }
    }

    /** Where the nodes ran so far; further runs are not profiled. */
    NodePlacement end(OrtSession session) throws OrtException, IOException {
        if (folder == null) {
            throw new IOException("nothing was profiled");
        }
        return NodePlacement.of(Path.of(session.endProfiling()));
    }

    @Override
    public void close() {
        if (folder == null) {
            return;
        }
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
