package dev.eddy.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class RunReportTest {

    private static final RunReport FULL = new SampleReport().report();
    private static final Document PAGE = Jsoup.parse(FULL.toHtml());

    @Test
    void shouldWriteThePageThatItGives() throws IOException {
        Path target = Files.createDirectories(Path.of("target", "report")).resolve("sample.html");
        FULL.write(target);
        assertThat(target).hasContent(FULL.toHtml());
    }

    @Test
    void shouldHaveOneTitledSectionForEachThatIsGiven() {
        assertThat(PAGE.select("main > section > h2").eachText())
                .hasSize(FULL.sections().size() + 1)
                .startsWith("Results on the test part", "Learning curves", "Labels: official");
        assertThat(PAGE.select("h1").text()).isEqualTo("uci-har 1.4.0");
        assertThat(PAGE.title()).isEqualTo("uci-har 1.4.0");
    }

    @Test
    void shouldLinkEverySectionFromTheContents() {
        List<String> links = PAGE.select("nav a").eachAttr("href");
        assertThat(links).hasSameSizeAs(FULL.sections());
        assertThat(links).allSatisfy(link -> assertThat(PAGE.select(link)).hasSize(1));
    }

    @Test
    void shouldGiveEveryTableACaptionAndEveryPictureAName() {
        assertThat(PAGE.select("table")).hasSizeGreaterThan(5).allSatisfy(table -> {
            assertThat(table.expectFirst("caption").text()).isNotBlank();
            assertThat(table.select("thead th[scope=col]")).isNotEmpty();
            int width = table.select("thead th").size();
            assertThat(table.select("tbody tr"))
                    .allSatisfy(row -> assertThat(row.childrenSize()).isEqualTo(width));
        });
        assertThat(PAGE.select("svg")).hasSizeGreaterThan(8).allSatisfy(picture -> {
            assertThat(picture.attr("role")).isEqualTo("img");
            assertThat(picture.attr("aria-label")).isNotBlank();
        });
    }

    @Test
    void shouldAskForNothingFromAnywhere() {
        assertThat(PAGE.select("script, link, iframe, object, embed, img[src]")).isEmpty();
        assertThat(PAGE.select("[href]").eachAttr("href")).allMatch(link -> link.matches("(?s)(#|data:image/png).*"));
        assertThat(FULL.toHtml()).doesNotContain("http:", "https:", "url(", "@import");
    }

    @Test
    void shouldBeWellFormed() throws Exception {
        String markup = FULL.toHtml().substring("<!doctype html>".length());
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup)))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("html");
    }

    @Test
    void shouldDrawNothingThatIsNotANumber() {
        assertThat(PAGE.select("svg *"))
                .allSatisfy(drawn -> assertThat(drawn.attributes().toString()).doesNotContain("NaN", "Infinity"));
    }

    @Test
    void shouldLeaveOutWhatIsNotGiven() {
        Document page = Jsoup.parse(new RunReport(SampleReport.about(), Map.of(), List.of()).toHtml());
        assertThat(page.select("section, nav, table, svg, .tiles")).isEmpty();
        assertThat(page.select("dl.facts dt").eachText()).startsWith("Data", "Split", "Seed", "Parameters");
    }

    @Test
    void shouldLeaveOutCurvesThatWereNotMeasured() {
        EpochReport epoch = new EpochReport(1, 1, 0.5, OptionalDouble.empty(), 1);
        Document page = page(new LearningCurves("accuracy", List.of(epoch), OptionalInt.empty()));
        assertThat(page.select("figcaption").eachText()).containsExactly("Loss");
        assertThat(page.select("svg").attr("aria-label")).startsWith("Loss. training: from 0.5");
        assertThat(page.select("svg path")).hasSize(1);
    }

    @Test
    void shouldEscapeWhateverALabelIsCalled() {
        String evil = "<script>alert('a' & \"b\")</script>\u0007<!--body-->";
        Confusion confusion = new Confusion(2);
        confusion.add(0, 1);
        Document page = page(new Classification(evil, List.of(evil, "b"), confusion));
        assertThat(page.select("script")).isEmpty();
        assertThat(page.expectFirst("tbody th").text()).isEqualTo(evil.replace('\u0007', '\uFFFD'));
    }

    @Test
    void shouldEscapeTheNameOfTheModel() {
        About about = SampleReport.about();
        About odd = new About(
                "a<b>&<!--body-->",
                about.version(),
                about.data(),
                about.split(),
                1,
                1,
                1,
                about.made(),
                Map.of("<i>", "<b>"));
        Document page = Jsoup.parse(new RunReport(odd, Map.of(), List.of()).toHtml());
        assertThat(page.title()).isEqualTo("a<b>&<!--body--> 1.4.0");
        assertThat(page.select("dt").eachText()).endsWith("<i>");
        assertThat(page.select("dd").eachText()).endsWith("<b>");
    }

    @Test
    void shouldPutTheMetricsOfEachProtocolInItsRow() {
        Element table = PAGE.expectFirst("main table");
        assertThat(table.select("thead th").eachText()).containsExactly("protocol", "accuracy", "macroF1", "logLoss");
        assertThat(table.select("tbody tr").get(1).children().eachText())
                .containsExactly("carried", "0.9518", "0.9524", "–");
    }

    @Test
    void shouldColourOnlyWithColoursThatThePageDefines() {
        String style = PAGE.select("style").html();
        Set<String> used = Set.copyOf(Pattern.compile("\\bc\\d+\\b")
                .matcher(PAGE.select("svg *, i").eachAttr("class").toString())
                .results()
                .map(found -> found.group())
                .toList());
        assertThat(used).isNotEmpty().allMatch(colour -> style.contains("." + colour + " {"));
    }

    private static Document page(Section section) {
        return Jsoup.parse(new RunReport(SampleReport.about(), Map.of(), List.of(section)).toHtml());
    }
}
