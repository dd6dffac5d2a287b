package dev.eddy.topology;

import dev.eddy.inference.ModelFile;
import dev.eddy.inference.ModelId;
import dev.eddy.model.StateSpec;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.CorruptStateException;
import dev.eddy.signal.Place;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of one key, for whoever looks into it from outside.
 *
 * @param model that made the state
 * @param generation of that model in its partition, from 0
 * @param next the model that scores the partition now; takes the key over with its next event where it is another one
 * @param window how the model wants the signal cut
 * @param place where the key stands; nothing is known of it where the state is damaged
 * @param offset of the newest event that is in the state, where those behind it are read once more; -1 where all that were committed are
 * @param hidden the hidden state, a tensor at a time
 * @param tried what a candidate has made of it in a trial that goes on
 * @param damage what is the matter with the stored bytes; nothing for a key that can be used
 */
public record StoredKey(
        ModelId model,
        int generation,
        ModelId next,
        WindowSpec window,
        Place place,
        long offset,
        List<Tensor> hidden,
        Optional<Tried> tried,
        Optional<String> damage) {

    /** What the models of a partition are stored under; as text, since no key is named so. */
    private static final String MODELS = new String(Notes.LINEAGE.get(), StandardCharsets.UTF_8);

    /** Copies the list. */
    public StoredKey {
        hidden = List.copyOf(hidden);
    }

    /**
     * A part of the hidden state.
     *
     * @param name the graph input that takes it
     * @param shape sizes without the batch axis
     * @param values row-major
     */
    public record Tensor(String name, List<Integer> shape, float[] values) {}

    /**
     * A key as a candidate has it.
     *
     * @param model which one
     * @param hidden its own state, a tensor at a time
     */
    public record Tried(ModelId model, List<Tensor> hidden) {

        /** Copies the list. */
        public Tried {
            hidden = List.copyOf(hidden);
        }
    }

    /**
     * Whether a record of the changelog tells the models of its partition, and no key. Keys whose text is the same are
     * told from it by their values.
     *
     * @param key of the record as text
     * @param value of the record
     * @return true for the one that {@link #read} asks for
     */
    public static boolean tellsModels(String key, byte @Nullable [] value) {
        return key.equals(MODELS) && value != null && value.length > 0 && value[0] == '{';
    }

    /**
     * Reads a key.
     *
     * @param value of its record in the changelog
     * @param models the value of the record that {@link #tellsModels}, if there is one: a model has taken over
     * @param first the model that the app was started with, which is needed where none has taken over
     * @return what it says
     * @throws IllegalArgumentException when the model is needed but not given
     * @throws CorruptStateException when the state is of another model
     */
    public static StoredKey read(byte[] value, Optional<byte[]> models, Optional<ModelFile> first) {
        Lineage lineage = models.map(Lineage::read)
                .or(() -> first.map(it -> Lineage.of(it.id(), Layout.of(it.manifest()))))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the layout of the states must be known but no model has been promoted in this partition: give"
                                + " the model that the app was started with, --model FILE"));
        GenerationCodec codec = new GenerationCodec(lineage, 0);
        Bytes unnamed = Bytes.wrap(new byte[0]);
        try {
            return of(codec.read(unnamed, value), lineage);
        } catch (CorruptStateException e) {
            if (e.reason() == CorruptStateException.Cause.FOREIGN) {
                throw e;
            }
            return of(codec.damaged(unnamed, e), lineage);
        }
    }

    /**
     * The state alone, as another key of the same model can be given it.
     *
     * @param value of a key's record in the changelog
     * @return without the generation and what a candidate has made of the key
     */
    public static byte[] bare(byte[] value) {
        return GenerationCodec.bare(value);
    }

    private static StoredKey of(LiveKey key, Lineage lineage) {
        Lineage.Generation made = lineage.generations().get(key.generation);
        List<Tensor> hidden = key.damage == null ? tensors(made.layout().states(), key.state.hidden()) : List.of();
        return new StoredKey(
                made.model(),
                key.generation,
                lineage.current().model(),
                made.layout().window(),
                key.state.place(),
                key.offset,
                hidden,
                tried(key, lineage),
                Optional.ofNullable(key.damage));
    }

    private static Optional<Tried> tried(LiveKey key, Lineage lineage) {
        Candidate candidate = lineage.candidate();
        Shade shade = key.shade;
        return candidate == null || shade == null || !candidate.runs() || candidate.offset() != shade.trial
                ? Optional.empty()
                : Optional.of(new Tried(
                        candidate.trial().model(), tensors(candidate.layout().states(), shade.hidden())));
    }

    private static List<Tensor> tensors(List<StateSpec> states, float[] flat) {
        List<Tensor> tensors = new ArrayList<>();
        int at = 0;
        for (StateSpec state : states) {
            tensors.add(new Tensor(state.input(), state.shape(), Arrays.copyOfRange(flat, at, at + state.size())));
            at += state.size();
        }
        return tensors;
    }
}
