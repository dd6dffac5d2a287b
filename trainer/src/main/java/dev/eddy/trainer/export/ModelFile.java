package dev.eddy.trainer.export;

import dev.eddy.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A model file on its way to its place.
 *
 * @param bytes of the file, manifest inside
 * @param manifest the same manifest
 */
public record ModelFile(byte[] bytes, ModelManifest manifest) {

    /**
     * Writes the file beside its place, proves it there, and only then moves it to its place.
     *
     * @param place where it goes; what is there is replaced
     * @param proof must hold
     * @return what the proof says
     * @throws IOException when it cannot be written
     * @throws ProofException when the proof does not hold; the place is then as it was
     */
    public List<String> write(Path place, Proof proof) throws IOException {
        Path target = place.toAbsolutePath();
        Files.createDirectories(target.resolveSibling("."));
        Path trial = target.resolveSibling(target.getFileName() + ".unproven");
        try {
            Files.write(trial, bytes);
            List<String> lines = proof.check(trial, manifest);
            Files.move(trial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return lines;
        } finally {
            Files.deleteIfExists(trial);
        }
    }
}
