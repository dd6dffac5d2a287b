package dev.eddy.trainer.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of the page. Every text and attribute is escaped and every element is closed, so that whatever a label is
 * called, the page stays well-formed; only this package makes one. Not thread-safe.
 */
public final class Tag {

    private static final Set<String> WITHOUT_CONTENT = Set.of("path", "rect", "line", "circle", "image");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final StringBuilder content = new StringBuilder();

    private Tag(String name) {
        this.name = name;
    }

    static Tag of(String name) {
        return new Tag(name);
    }

    static Tag of(String name, String text) {
        return new Tag(name).text(text);
    }

    /** With a CSS class. */
    static Tag styled(String name, String style) {
        return new Tag(name).with("class", style);
    }

    /** Sets an attribute, in place of an earlier value. */
    Tag with(String attribute, String value) {
        attributes.put(attribute, escaped(value));
        return this;
    }

    Tag with(String attribute, double value) {
        return with(attribute, Numbers.coordinate(value));
    }

    Tag text(String text) {
        content.append(escaped(text));
        return this;
    }

    Tag add(Tag... children) {
        return add(List.of(children));
    }

    Tag add(Collection<Tag> children) {
        children.forEach(content::append);
        return this;
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int character) {
        switch (character) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(isAllowed(character) ? character : '\uFFFD');
        }
    }

    /** Control characters and lone surrogates have no place in a page. */
    private static boolean isAllowed(int c) {
        boolean control = Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
        return !control && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }

    /** The element as markup. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("<").append(name);
        attributes.forEach((attribute, value) ->
                out.append(' ').append(attribute).append("=\"").append(value).append('"'));
        return WITHOUT_CONTENT.contains(name) && content.isEmpty()
                ? out.append("/>").toString()
                : out.append('>')
                        .append(content)
                        .append("</")
                        .append(name)
                        .append('>')
                        .toString();
    }
}
