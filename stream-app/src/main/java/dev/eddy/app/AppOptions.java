package dev.eddy.app;

import picocli.CommandLine.Mixin;

/** All that the stream app is started with. */
final class AppOptions {

    @Mixin
    private PipelinesOptions pipelines;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private FollowOptions published;

    @Mixin
    private AdminOptions admin;

    PipelinesOptions pipelines() {
        return pipelines;
    }

    KafkaOptions kafka() {
        return kafka;
    }

    FollowOptions published() {
        return published;
    }

    AdminOptions admin() {
        return admin;
    }
}
