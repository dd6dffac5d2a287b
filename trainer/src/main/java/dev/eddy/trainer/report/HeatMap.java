package dev.eddy.trainer.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A matrix as a picture, one pixel per value: blue below zero, red above, and the page shows through at zero, be it
 * light or dark.
 *
 * @param values [row][column], rows of equal length
 * @param limit the size of a value in full colour
 */
record HeatMap(float[][] values, float limit) {

    private static final int BELOW = 0x2F7DE1;
    private static final int ABOVE = 0xE2483D;

    /** A larger matrix is thinned. */
    private static final int MOST_PIXELS = 2_048;

    static HeatMap of(float[][] values) {
        float limit = 0;
        for (float[] row : values) {
            for (float value : row) {
                limit = Float.isFinite(value) ? Math.max(limit, Math.abs(value)) : limit;
            }
        }
        return new HeatMap(values, limit == 0 ? 1 : limit);
    }

    /** For an {@code href}. */
    String link() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image(), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    BufferedImage image() {
        int rows = Math.min(values.length, MOST_PIXELS);
        int columns = Math.min(values[0].length, MOST_PIXELS);
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < rows; row++) {
            float[] from = values[(int) ((long) row * values.length / rows)];
            for (int column = 0; column < columns; column++) {
                image.setRGB(column, row, colour(from[(int) ((long) column * from.length / columns)]));
            }
        }
        return image;
    }

    private int colour(float value) {
        if (!Float.isFinite(value)) {
            return 0;
        }
        int opacity = Math.round(255 * Math.min(1, Math.abs(value) / limit));
        return opacity << 24 | (value < 0 ? BELOW : ABOVE);
    }
}
