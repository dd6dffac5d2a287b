package dev.eddy.trainer;

import dev.eddy.trainer.export.Precision;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a model file goes.
 *
 * @param file the place
 */
record Target(Path file) {

    /** Weights, the best weights and two moments in the checkpoint and its successor, and the model file twice. */
    private static final long COPIES = 10;

    /**
     * Finds out before hours of fitting whether the file can be written.
     *
     * @param parameters of the network
     * @throws IOException when it cannot
     */
    void probe(long parameters) throws IOException {
        Path folder = folder();
        if (Files.isDirectory(file)) {
            throw refusal("must be a file but is a folder; name a file in it");
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, file.getFileName() + ".", ".probe"));
        } catch (IOException e) {
            throw refusal("must be writable but %s says %s; choose another --out".formatted(folder, e));
        }
        long needed = COPIES * parameters * Float.BYTES;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw refusal("needs up to %d bytes for itself and its checkpoint but %s has %d left; free some space"
                    .formatted(needed, folder, free));
        }
    }

    Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    }

    /** The name of the file without its extension. */
    String name() {
        return String.valueOf(file.getFileName()).replaceFirst("\\.onnx$", "");
    }

    /** The page about the run. */
    Path page() {
        return file.resolveSibling(name() + ".html");
    }

    /** The same model with other weights. */
    Path variant(Precision precision) {
        return file.resolveSibling(name() + "." + precision + ".onnx");
    }

    Path checkpoint() {
        return file.resolveSibling(file.getFileName() + ".checkpoint");
    }

    private IOException refusal(String reason) {
        return new FileSystemException(file.toString(), null, reason);
    }
}
