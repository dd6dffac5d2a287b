package dev.eddy.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One page about one run: self-contained HTML that asks for nothing from anywhere.
 *
 * @param about what was fitted
 * @param metrics of each way of testing, by its name, each metric by its name
 * @param sections what is shown below, in this order
 */
public record RunReport(About about, Map<String, Map<String, Double>> metrics, List<Section> sections) {

    private static final String TITLE = "<!--title-->";
    private static final String BODY = "<!--body-->";

    /** Copies the metrics and the sections in their order. */
    public RunReport {
        metrics = new LinkedHashMap<>(metrics);
        sections = List.copyOf(sections);
    }

    @Override
    public Map<String, Map<String, Double>> metrics() {
        return new LinkedHashMap<>(metrics);
    }

    /**
     * Writes the page.
     *
     * @param target the file, which is replaced if it is there
     * @throws IOException when it cannot be written
     */
    public void write(Path target) throws IOException {
        Files.writeString(target, toHtml());
    }

    /**
     * The page.
     *
     * @return HTML that is well-formed XML below the document type
     */
    public String toHtml() {
        String page = frame();
        int title = page.indexOf(TITLE);
        int body = page.indexOf(BODY);
        return page.substring(0, title)
                + Tag.escaped(about.title())
                + page.substring(title + TITLE.length(), body)
                + header()
                + main()
                + page.substring(body + BODY.length());
    }

    private Tag header() {
        return Tag.of("header")
                .add(Tag.styled("p", "kind").text("Training report"))
                .add(Tag.of("h1", about.name() + " ").add(Tag.of("small", about.version())))
                .add(tiles(), about.facts());
    }

    private Tag tiles() {
        Tag tiles = Tag.styled("ul", "tiles").with("aria-label", "The main results");
        metrics.entrySet().stream().limit(1).forEach(protocol -> protocol.getValue().entrySet().stream()
                .limit(4)
                .forEach(metric -> tiles.add(Tag.of("li")
                        .add(Tag.of("b", Numbers.plain(metric.getValue())))
                        .add(Tag.of("span", metric.getKey() + ", " + protocol.getKey())))));
        return metrics.isEmpty() ? Tag.of("div") : tiles;
    }

    private Tag main() {
        Tag main = Tag.of("main");
        if (sections.size() > 1) {
            main.add(contents());
        }
        if (!metrics.isEmpty()) {
            main.add(section("results", "Results on the test part", table()));
        }
        IntStream.range(0, sections.size())
                .forEach(i -> main.add(section(
                        "s" + i, sections.get(i).title(), sections.get(i).content())));
        return main;
    }

    private Tag contents() {
        Tag list = Tag.of("ul");
        IntStream.range(0, sections.size())
                .forEach(i -> list.add(
                        Tag.of("li").add(Tag.of("a", sections.get(i).title()).with("href", "#s" + i))));
        return Tag.of("nav").with("aria-label", "Contents").add(list);
    }

    private static Tag section(String id, String title, Tag content) {
        return Tag.of("section")
                .with("aria-labelledby", id)
                .add(Tag.of("h2", title).with("id", id), content);
    }

    private Tag table() {
        Set<String> names = metrics.values().stream()
                .flatMap(protocol -> protocol.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> columns = new ArrayList<>(List.of("protocol"));
        columns.addAll(names);
        Table table = new Table("Metrics of each test protocol", columns);
        metrics.forEach((protocol, values) -> table.row(
                protocol,
                names.stream()
                        .map(name -> Tag.of("td", Numbers.plain(values.getOrDefault(name, Double.NaN))))
                        .toList()));
        return table.draw();
    }

    private static String frame() {
        try (InputStream in = RunReport.class.getResourceAsStream("report.html")) {
            if (in == null) {
                throw new IllegalStateException("report.html must lie beside RunReport on the class path; build again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
