package dev.eddy.trainer.report;

import java.util.List;

/** A table with a caption, which scrolls where the screen is narrow. Not thread-safe. */
final class Table {

    private final String caption;
    private final Tag table;
    private final Tag body = Tag.of("tbody");

    /**
     * A table without rows.
     *
     * @param caption says what is in it
     * @param columns titles; the first is that of the row titles
     */
    Table(String caption, List<String> columns) {
        this.caption = caption;
        Tag titles = Tag.of("tr");
        columns.forEach(column -> titles.add(Tag.of("th", column).with("scope", "col")));
        table = Tag.of("table").add(Tag.of("caption", caption), Tag.of("thead").add(titles));
    }

    Table row(String title, String... cells) {
        return row(
                title, List.of(cells).stream().map(cell -> Tag.of("td", cell)).toList());
    }

    Table row(String title, List<Tag> cells) {
        body.add(Tag.of("tr").add(Tag.of("th", title).with("scope", "row")).add(cells));
        return this;
    }

    Tag draw() {
        return Tag.styled("div", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption)
                .add(table.add(body));
    }
}
