package dev.eddy.inference;

import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A model file as it was read: the graph, what it promises, and its hash.
 *
 * @param graph the bytes of the {@code .onnx} file
 * @param manifest from inside the file or from beside it
 * @param sha256 of the graph, hexadecimal
 */
public record ModelFile(byte[] graph, ModelManifest manifest, String sha256) {

    /**
     * Reads a model.
     *
     * @param file the {@code .onnx} file
     * @param sidecar a manifest that replaces the one inside, for graphs made by others
     * @return the model, its manifest checked in itself but not yet against the graph
     * @throws InferenceException when there is no such file, graph or manifest
     */
    public static ModelFile read(Path file, Optional<Path> sidecar) {
        try {
            byte[] graph = Files.readAllBytes(file);
            String json = sidecar.isPresent() ? Files.readString(sidecar.get()) : embedded(graph, file);
            return of(graph, ManifestJson.read(json));
        } catch (IOException e) {
            throw new InferenceException(
                    "the model " + file + " must be a readable file but cannot be read (" + e
                            + "); check --model and --manifest",
                    e);
        }
    }

    /**
     * Takes a model that is in memory, its manifest inside.
     *
     * @param graph the bytes of an {@code .onnx} file
     * @return the model
     */
    public static ModelFile of(byte[] graph) {
        return of(graph, ManifestJson.read(embedded(graph, Path.of("the model"))));
    }

    /**
     * Takes a graph and a manifest that are in memory.
     *
     * @param graph the bytes of an {@code .onnx} file
     * @param manifest of it, whatever it says itself
     * @return the model
     */
    public static ModelFile of(byte[] graph, ModelManifest manifest) {
        return new ModelFile(graph, manifest, sha256(graph));
    }

    /**
     * Which model it is.
     *
     * @return name and version of its manifest, and its hash
     */
    public ModelId id() {
        return new ModelId(manifest.name(), manifest.version(), sha256);
    }

    private static String embedded(byte[] graph, Path file) {
        return GraphDescription.of(graph, file.toString())
                .manifest()
                .orElseThrow(() -> new InferenceException(
                        file + " must hold a manifest under the metadata key " + ModelManifest.KEY
                                + " but has none; give one with --manifest FILE.json, which 'eddy describe' proposes",
                        null));
    }

    private static String sha256(byte[] graph) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(graph));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
