package dev.eddy.topology;

import dev.eddy.inference.Engines;
import dev.eddy.model.ModelManifest;

/**
 * One way of signals: from their topic through a model to the topic of its predictions, with key states of its own.
 *
 * @param name tells it from others of the same app and is part of the name of its store; empty where it is the only one
 * @param topics names and bounds
 * @param model with which it begins
 * @param engines the first of which runs that model, shared by all tasks; must outlive the streams
 * @param observers are told what happens
 */
public record Pipeline(
        String name, TopologySettings topics, ModelManifest model, Engines engines, Observers observers) {

    /**
     * The only pipeline of an app.
     *
     * @param topics names and bounds
     * @param model with which it begins
     * @param engines the first of which runs that model
     * @param observers are told what happens
     * @return a pipeline without a name
     */
    public static Pipeline only(TopologySettings topics, ModelManifest model, Engines engines, Observers observers) {
        return new Pipeline("", topics, model, engines, observers);
    }

    /**
     * The topic from which lost states are restored; Kafka Streams makes it.
     *
     * @param applicationId of the app
     * @param pipeline its name, or empty
     * @return name of the topic
     */
    public static String changelog(String applicationId, String pipeline) {
        return applicationId + "-" + part(KeyStateStore.NAME, pipeline) + "-changelog";
    }

    /** What a part of the graph is called. */
    static String part(String kind, String pipeline) {
        return pipeline.isEmpty() ? kind : kind + "-" + pipeline;
    }

    String part(String kind) {
        return part(kind, name);
    }
}
