package dev.eddy.rollout;

import dev.eddy.inference.ModelFile;
import dev.eddy.inference.ModelId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the records of the model topic come to, one after the other. Used by one thread. */
public final class Catalog {

    /** So much may lie here of models whose head has not come. */
    private static final long MOST_BYTES = 1L << 30;

    private final Map<String, ModelHead> heads = new TreeMap<>();
    private final Map<String, History> histories = new TreeMap<>();
    private final Map<String, byte[]> pieces = new TreeMap<>();
    private long held;

    /**
     * Takes a record in.
     *
     * @param key of the record
     * @param value of the record; null where something is gone
     * @return the model that the record completes or retires
     * @throws IllegalArgumentException when it is no record of a model
     */
    public Optional<ModelHead> accept(@Nullable String key, byte @Nullable [] value) {
        return take(key == null ? "" : key, value);
    }

    private Optional<ModelHead> take(String key, byte @Nullable [] value) {
        switch (key.isEmpty() ? 0 : key.split("/", -1).length) {
            case 1 -> history(key, value);
            case 2 -> {
                return head(key, value);
            }
            case 3 -> piece(key, value);
            default ->
                throw new IllegalArgumentException(
                        "a record of the model topic must have the key NAME, NAME/VERSION or NAME/VERSION/PIECE but has '"
                                + key + "'");
        }
        return Optional.empty();
    }

    private void history(String key, byte @Nullable [] value) {
        if (value == null) {
            histories.remove(key);
        } else {
            histories.put(key, History.read(value));
        }
    }

    private Optional<ModelHead> head(String key, byte @Nullable [] value) {
        if (value == null) {
            return Optional.ofNullable(heads.remove(key)).map(ModelHead::retire);
        }
        ModelHead head = ModelHead.read(value);
        if (!key.equals(key(head.id()))) {
            throw new IllegalArgumentException("the head of " + head.id() + " must have its key but has " + key);
        }
        heads.put(key, head);
        return Optional.of(head);
    }

    private void piece(String key, byte @Nullable [] value) {
        letGo(key);
        if (value != null) {
            if (held + value.length > MOST_BYTES) {
                pieces.clear();
                held = 0;
                throw new IllegalArgumentException("pieces of models whose heads have not come must have at most "
                        + MOST_BYTES + " bytes but have more: they are dropped");
            }
            pieces.put(key, value);
            held += value.length;
        }
    }

    /** What is held under a key no longer is; empty where nothing was. */
    private byte[] letGo(String key) {
        byte @Nullable [] piece = pieces.remove(key);
        byte[] known = piece == null ? new byte[0] : piece;
        held -= known.length;
        return known;
    }

    /**
     * Takes the pieces of a model out and puts them together.
     *
     * @param head of the model
     * @return the model, of the size and the hash that its head says
     * @throws IllegalArgumentException when it is not what its head says
     */
    public ModelFile take(ModelHead head) {
        List<byte[]> found = new ArrayList<>();
        for (int i = 0; i < head.pieces(); i++) {
            found.add(letGo(key(head.id()) + "/" + i));
        }
        long bytes = found.stream().mapToLong(it -> it.length).sum();
        if (bytes != head.bytes()) {
            throw new IllegalArgumentException("its pieces must come to " + head.bytes() + " bytes but come to " + bytes
                    + ": publish it again under another version");
        }
        ModelFile file = ModelFile.of(joined(found, (int) bytes), head.read());
        if (!file.id().equals(head.id())) {
            throw new IllegalArgumentException("it must be " + head.id() + " as its head says but is " + file.id()
                    + ": publish it again under another version");
        }
        return file;
    }

    private static byte[] joined(List<byte[]> found, int bytes) {
        byte[] graph = new byte[bytes];
        int at = 0;
        for (byte[] piece : found) {
            System.arraycopy(piece, 0, graph, at, piece.length);
            at += piece.length;
        }
        return graph;
    }

    /**
     * Lets the pieces of a model go.
     *
     * @param head of the model
     */
    public void drop(ModelHead head) {
        for (int i = 0; i < head.pieces(); i++) {
            letGo(key(head.id()) + "/" + i);
        }
    }

    static String key(ModelId model) {
        return model.name() + "/" + model.version();
    }

    /**
     * All models.
     *
     * @return their heads, by name and version
     */
    public Collection<ModelHead> heads() {
        return List.copyOf(heads.values());
    }

    /**
     * A model that is to be had.
     *
     * @param name of the model
     * @param version of the model
     * @return its head
     * @throws IllegalArgumentException when there is none, or it was retired
     */
    public ModelHead require(String name, String version) {
        ModelHead head = heads.get(name + "/" + version);
        if (head == null || head.retired()) {
            throw new IllegalArgumentException("model " + name + " " + version + " must be published but "
                    + (head == null ? "is not; there are " + heads.keySet() : "was retired")
                    + ": see 'eddy models list'");
        }
        return head;
    }

    /**
     * A model, whether it is still to be had or not.
     *
     * @param name of the model
     * @param version of the model
     * @return its head
     */
    public Optional<ModelHead> find(String name, String version) {
        return Optional.ofNullable(heads.get(name + "/" + version));
    }

    /**
     * A model, whether it is still to be had or not.
     *
     * @param model which one
     * @return its head
     */
    public Optional<ModelHead> find(ModelId model) {
        return find(model.name(), model.version()).filter(it -> it.id().equals(model));
    }

    /**
     * What was promoted.
     *
     * @param name of the models
     * @return their history
     */
    public History history(String name) {
        return histories.getOrDefault(name, History.NONE);
    }
}
