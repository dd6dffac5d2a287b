package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Item;
import java.util.List;

/**
 * How far something reaches in a grid.
 *
 * @param rows how many
 * @param columns how many; frames where the grid is rows over time
 */
record Size2d(int rows, int columns) {

    private static final int MOST = 1024;

    /** Reads {@code name: [rows, columns]}. */
    static Size2d read(Fields fields, String name) {
        List<Item> items = fields.items(name);
        fields.problems()
                .require(
                        items.size() == 2,
                        "%s.%s must be [rows, time], or [rows, columns] of pictures, but has %d numbers"
                                .formatted(fields.path(), name, items.size()));
        return items.size() == 2
                ? new Size2d(items.get(0).integer(1, MOST), items.get(1).integer(1, MOST))
                : new Size2d(1, 1);
    }

    @Override
    public String toString() {
        return "[%d, %d]".formatted(rows, columns);
    }
}
