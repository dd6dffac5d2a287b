package dev.eddy.watch;

import dev.eddy.event.Prediction;
import dev.eddy.model.ModelManifest;
import dev.eddy.offline.ScoredKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A prediction that was found in its topic.
 *
 * @param prediction and whose it is
 * @param versions of the model that scored its epoch up to it
 */
public record StoredPrediction(ScoredKey prediction, Set<String> versions) {

    /** Looks for one. One thread. */
    public static final class Search {

        private final ModelManifest model;
        private final String key;
        private final long step;
        private final OptionalLong epoch;
        private final Set<String> versions = new TreeSet<>();
        private boolean heardOf;
        private long current = -1;
        private @Nullable StoredPrediction found;

        public Search(ModelManifest model, String key, long step, OptionalLong epoch) {
            this.model = model;
            this.key = key;
            this.step = step;
            this.epoch = epoch;
        }

        /** Takes a prediction of the topic, those of one key in order. */
        public boolean take(ScoredKey each) {
            Prediction one = each.prediction();
            if (key.equals(each.key()) && one.getModel().equals(model.name())) {
                if (one.getEpoch() != current || one.getStep() == 0) {
                    current = one.getEpoch();
                    versions.clear();
                }
                versions.add(one.getModelVersion());
                if (one.getStep() == step && one.getEpoch() == epoch.orElse(current)) {
                    found = new StoredPrediction(each, new TreeSet<>(versions));
                }
                heardOf = true;
            }
            return true;
        }

        /**
         * The newest one that fits.
         *
         * @param topic that was read, for what is said where there is none
         * @return it
         * @throws IllegalStateException when there is none, or another version of the model made it
         */
        public StoredPrediction found(String topic) {
            StoredPrediction it = found;
            if (it == null) {
                throw new IllegalStateException("topic " + topic + " must hold step " + step
                        + (epoch.isPresent() ? " of epoch " + epoch.getAsLong() : "") + " of key " + key
                        + " by model " + model.name() + " but does not"
                        + (heardOf ? "" : ": it holds nothing of that key by that model")
                        + "; look with 'eddy watch --from beginning --key " + key + "'");
            }
            String version = it.prediction.prediction().getModelVersion();
            if (!version.equals(model.version())) {
                throw new IllegalStateException("the prediction was made by version " + version + " of " + model.name()
                        + " but --model is version " + model.version() + "; give the file of that version");
            }
            return it;
        }
    }

    /** Whether another one says the same, its epoch counted from wherever. */
    public boolean equalTo(Prediction other) {
        Prediction stored = prediction.prediction();
        return Prediction.newBuilder(other)
                .setEpoch(stored.getEpoch())
                .setBegan(stored.getBegan())
                .build()
                .equals(stored);
    }

    /** What a reader should know beside the comparison. */
    public List<String> doubts(Prediction other) {
        Prediction stored = prediction.prediction();
        List<String> doubts = new ArrayList<>();
        if (other.getEpoch() != stored.getEpoch() || other.getBegan() != stored.getBegan()) {
            doubts.add("its epoch is the " + other.getEpoch() + " (" + other.getBegan()
                    + ") in what the topic still has of the signals, stored is " + stored.getEpoch() + " ("
                    + stored.getBegan() + "): what came before has been let go of");
        }
        if (versions.size() > 1) {
            doubts.add("its epoch was scored by the versions " + versions + " in turn; the replay knows only "
                    + stored.getModelVersion());
        }
        return doubts;
    }
}
