package dev.eddy.rollout;

import com.fasterxml.jackson.core.JacksonException;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.ModelId;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the model topic says of a model; its graph is in pieces beside it.
 *
 * @param id which model
 * @param bytes of its graph
 * @param pieces of its graph
 * @param manifest as JSON, whatever is inside the graph
 * @param carriesStateOf versions whose hidden states mean the same to it
 * @param signature of it, hexadecimal; empty for a model that nobody signed
 * @param published when, ISO-8601
 * @param retired whether it is not wanted any more; then its pieces are gone
 */
public record ModelHead(
        ModelId id,
        long bytes,
        int pieces,
        String manifest,
        List<String> carriesStateOf,
        String signature,
        String published,
        boolean retired) {

    /** The size of a piece: below what brokers take without being told. */
    public static final int PIECE = 512 << 10;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

    /** Copies the list. */
    public ModelHead {
        carriesStateOf = List.copyOf(carriesStateOf);
    }

    /**
     * The head of a model that is to be published.
     *
     * @param file the model
     * @param carriesStateOf versions whose hidden states mean the same to it
     * @param published when, ISO-8601
     * @return a head without signature
     */
    public static ModelHead of(ModelFile file, List<String> carriesStateOf, String published) {
        requireName("name", file.id().name());
        requireName("version", file.id().version());
        int pieces = (file.graph().length + PIECE - 1) / PIECE;
        return new ModelHead(
                file.id(),
                file.graph().length,
                pieces,
                ManifestJson.write(file.manifest()),
                carriesStateOf,
                "",
                published,
                false);
    }

    private static void requireName(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("the " + what + " of a model that is published must match " + NAME
                    + " but is '" + value + "': change it in its manifest");
        }
    }

    ModelHead signed(String by) {
        return new ModelHead(id, bytes, pieces, manifest, carriesStateOf, by, published, retired);
    }

    ModelHead retire() {
        return new ModelHead(id, bytes, pieces, manifest, carriesStateOf, signature, published, true);
    }

    /**
     * What it promises.
     *
     * @return its manifest, checked in itself
     * @throws dev.eddy.model.ManifestException when it cannot be used
     */
    public ModelManifest read() {
        return ManifestJson.read(manifest);
    }

    static ModelHead read(byte[] json) {
        try {
            ModelHead head = Json.read(json, ModelHead.class);
            if (head == null) {
                throw new IllegalArgumentException("the head of a model must be an object but is null");
            }
            head.requireSound();
            return head;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the head of a model must be JSON but is not: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the head of a model cannot be read: " + e.getMessage(), e);
        }
    }

    private void requireSound() {
        if (id == null || manifest == null || signature == null || bytes < 0 || pieces != (bytes + PIECE - 1) / PIECE) {
            throw new IllegalArgumentException("the head of a model must name it, its manifest and the " + PIECE
                    + "-byte pieces of its graph but is " + this);
        }
        requireName("name", String.valueOf(id.name()));
        requireName("version", String.valueOf(id.version()));
    }
}
