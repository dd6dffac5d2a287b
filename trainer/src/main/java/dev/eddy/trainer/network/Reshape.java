package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;

/**
 * Reads the channels of a frame as a grid {@code [channel][row][column]}, row by row. Without columns the grid is rows
 * over time; with columns every frame is a picture.
 *
 * @param rows of the grid
 * @param columns of a picture, 1 for none
 */
record Reshape(int rows, int columns) implements LayerSpec {

    static Reshape read(Fields fields) {
        return new Reshape(fields.integer("rows", 1, 4096), fields.integer("columns", 2, 4096, 1));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("reshape", in, problems);
        String product = columns == 1 ? "reshape.rows" : "reshape.rows x columns";
        Rules.requireDivides(product, rows * columns, in.channels(), "channels that come in", problems);
        return new FrameShape(Math.max(1, in.channels() / (rows * columns)), rows, columns, in.perStep());
    }

    @Override
    public Layer build(Place place) {
        return new Unchanged();
    }
}
