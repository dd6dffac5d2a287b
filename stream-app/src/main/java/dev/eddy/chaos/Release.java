package dev.eddy.chaos;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.ModelId;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A version of the campaign's model: the same graph and the same states, another version, and so long that it is published in
 * many pieces.
 *
 * @param id which model it is
 * @param file of it
 */
record Release(ModelId id, Path file) {

    /** What makes it long. Chance, for what is sent is compressed. */
    private static final int MORE_BYTES = 6 << 20;

    private static final int CHARACTER = 64;

    /** The model that the campaign begins with. */
    static Release first(Path file) {
        return new Release(read(file).id(), file);
    }

    /** Writes another version beside the file of this one. */
    Release as(String version) {
        Path path = file.resolveSibling(id.name() + "-" + version + ".onnx");
        try {
            Files.write(path, graph(version));
        } catch (IOException e) {
            throw new UncheckedIOException("a model must be writable to " + path + " but is not", e);
        }
        return first(path);
    }

    private byte[] graph(String version) throws IOException {
        ModelProto.Builder graph = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        String manifest = ManifestJson.write(read(file).manifest().withVersion(version));
        graph.getMetadataPropsBuilderList().stream()
                .filter(it -> it.getKey().equals(ModelManifest.KEY))
                .forEach(it -> it.setValue(manifest));
        return graph.setDocString(text(new Random(version.hashCode()))).build().toByteArray();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(MORE_BYTES);
        for (int i = 0; i < MORE_BYTES; i++) {
            text.append((char) (' ' + random.nextInt(CHARACTER)));
        }
        return text.toString();
    }

    private static ModelFile read(Path file) {
        try {
            return ModelFile.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the model " + file + " must be readable but is not", e);
        }
    }
}
