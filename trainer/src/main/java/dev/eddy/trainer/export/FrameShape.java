package dev.eddy.trainer.export;

/**
 * The shape of a signal between two layers. A frame is a list of channels, each of which is one number unless layers
 * for pictures are at work: then it is a grid of rows and columns. Tensors hold a frame as one list, {@code
 * [channel][row][column]} flattened.
 *
 * @param channels of a frame, at least 1
 * @param rows of each channel; 1 unless frames are grids
 * @param columns of each row; 1 unless every frame is a whole picture
 * @param perStep frames in one step, at least 1
 */
public record FrameShape(int channels, int rows, int columns, int perStep) {

    /**
     * A signal whose channels are single numbers.
     *
     * @param channels values per frame
     * @param perStep frames in one step
     */
    public FrameShape(int channels, int perStep) {
        this(channels, 1, 1, perStep);
    }

    /**
     * The size of a frame.
     *
     * @return values per frame
     */
    public int values() {
        return channels * rows * columns;
    }

    /**
     * Whether channels are more than single numbers.
     *
     * @return true with several rows or columns
     */
    public boolean isGrid() {
        return rows > 1 || columns > 1;
    }

    /**
     * The same grid with other channels.
     *
     * @param count channels of it
     * @return that shape
     */
    public FrameShape withChannels(int count) {
        return new FrameShape(count, rows, columns, perStep);
    }

    /**
     * The same frames, more or fewer of them.
     *
     * @param count frames in one step
     * @return that shape
     */
    public FrameShape withPerStep(int count) {
        return new FrameShape(channels, rows, columns, count);
    }
}
