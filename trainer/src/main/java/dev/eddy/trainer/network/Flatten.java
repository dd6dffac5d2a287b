package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;

/** Reads every value of a grid {@code [channel][row][column]} as a channel of its own. */
record Flatten() implements LayerSpec {

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return new FrameShape(in.values(), in.perStep());
    }

    @Override
    public Layer build(Place place) {
        return new Unchanged();
    }
}
