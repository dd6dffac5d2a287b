package dev.eddy.serving;

import dev.eddy.admin.LiveFeed;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.Samples;
import dev.eddy.topology.Likeness;
import dev.eddy.topology.Onlooker;
import dev.eddy.topology.Predictions;
import java.util.Optional;

/** Shows the stream to the live page while somebody looks. What it costs the stream threads is to say that it came. */
public final class LiveTap implements Onlooker {

    private final LiveFeed feed;
    private final LiveJson json;
    private final ModelsAtWork atWork;

    public LiveTap(LiveFeed feed, ModelManifest model, ModelsAtWork atWork) {
        this.feed = feed;
        this.atWork = atWork;
        this.json = new LiveJson(model.signal());
    }

    @Override
    public boolean watching() {
        return feed.watched();
    }

    @Override
    public void arrived(String key, Samples samples) {
        if (feed.wanted(key)) {
            feed.publish(key, "signal", () -> json.signal(key, samples));
        }
    }

    @Override
    public void scores(int partition, ModelId model, Optional<Tryout> trial) {
        atWork.scores(partition, model, trial);
    }

    @Override
    public void left(int partition) {
        atWork.left(partition);
    }

    @Override
    public void compared(Likeness comparison) {
        atWork.compared(comparison);
    }

    @Override
    public void refused(String key, String reason, String message) {
        feed.refused(key, reason, message);
    }

    @Override
    public void scored(String key, StepResult.Scored result, Predictions words) {
        String label = words.label(result.outputs());
        long end = result.step().window().endMicros();
        feed.seen(key, new LiveFeed.Last(label, words.score(result.outputs()), end));
        if (feed.wanted(key)) {
            feed.publish(key, "step", () -> json.step(key, label, result));
        }
    }
}
