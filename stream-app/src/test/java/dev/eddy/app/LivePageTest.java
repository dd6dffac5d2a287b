package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The live page as a browser shows it, with real predictions. The screenshots lie in {@code target/live-page}. */
class LivePageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SHOTS = Path.of("target", "live-page");
    private static final int MACHINES = 8;

    private static @Nullable ServedDemo demo;
    private static @Nullable Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> chromium = Browser.find();
        assumeTrue(
                chromium.isPresent(),
                "the live page is tested in Chromium and there is none: apt-get install chromium");
        demo = ServedDemo.start(MACHINES);
        browser = Browser.open(chromium.get());
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(browser).ifPresent(Browser::close);
        Optional.ofNullable(demo).ifPresent(ServedDemo::close);
    }

    @BeforeEach
    void visit() {
        page().resize(1280, 860);
        page().prefer("light");
        page().visit(served().url("/"));
        awaitText("#cards article:nth-of-type(6) b", "normal|imbalance|bearing|looseness");
    }

    @Test
    void shouldShowSignalsPredictionsAndHiddenStatesOfSomeKeysAtOnce() throws IOException {
        awaitTrue(
                "painted('#cards article canvas', 0) && painted('#cards article canvas', 1) && painted('#cards article canvas', 2)");

        assertThat(text("#model")).isEqualTo("vibration 1");
        assertThat(text("#known")).contains(MACHINES + " known").contains("6 shown");
        assertThat(text("#cards article h2")).isEqualTo("machine-1");
        awaitText("#stats div:nth-of-type(1) dd", "\\d.*/s");
        awaitFull();
        page().screenshot(SHOTS.resolve("light.png"));
        page().prefer("dark");
        awaitTrue("document.documentElement.dataset.theme === 'dark'");
        page().screenshot(SHOTS.resolve("dark.png"));
        page().resize(420, 900);
        awaitTrue("document.documentElement.scrollWidth <= 420");
        page().screenshot(SHOTS.resolve("narrow.png"));
    }

    @Test
    void shouldBeUsedWithTheKeyboardAlone() {
        page().press("/");
        page().type("machine-8");
        awaitText("#known", ".* 1 found.*");
        page().evaluate("document.querySelector('#found button').focus()");
        page().press("Enter");
        awaitText("#cards article:nth-of-type(7) h2", "machine-8");
        awaitText("#cards article:nth-of-type(7) b", "normal|imbalance|bearing|looseness");

        page().evaluate("document.activeElement.blur()");
        page().press("p");
        awaitText("#state", "Paused.");
        page().press("t");
        awaitTrue("document.documentElement.dataset.theme === 'dark'");
        page().press("p");
        awaitText("#state", "Live.");
        page().evaluate("localStorage.clear()");
    }

    @Test
    void shouldStandStillWhilePaused() throws Exception {
        page().press("p");
        awaitText("#state", "Paused.");
        String before = steps();
        long predicted = predictions();

        Awaitility.await("more predictions").atMost(PATIENCE).until(() -> predictions() > predicted + 2 * MACHINES);

        assertThat(steps()).isEqualTo(before);
    }

    private static long predictions() throws IOException, InterruptedException {
        return served().get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("eddy_predictions_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void shouldTellHowATrialGoes() throws IOException {
        served().tryOut();

        awaitText(
                "#shadow",
                "in its shadow version 1, on 100 % of the keys: 100.0 % of [1-9]\\d* windows alike, .*s each .*");
        page().screenshot(SHOTS.resolve("trial.png"));
        page().resize(420, 900);
        awaitTrue("document.documentElement.scrollWidth <= 420");
        page().screenshot(SHOTS.resolve("trial-narrow.png"));
    }

    @Test
    void shouldTellWhyAKeyIsSilent() throws IOException {
        served().sendRefused("silent-machine");
        page().press("/");
        page().type("silent");
        awaitText("#refused summary", "Refused: events of 1 key lately");
        page().evaluate("document.querySelector('#refused summary').click()");

        assertThat(text("#refused li")).startsWith("silent-machine WRONG_RATE, 1 ×, last at ");
        assertThat(text("#refused li")).contains("500.0");
        page().screenshot(SHOTS.resolve("refused.png"));
    }

    @Test
    void shouldBeAccessible() throws IOException {
        try (var source =
                LivePageTest.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            page().evaluate(new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8) + "; 0");
        }
        for (String theme : List.of("light", "dark")) {
            page().prefer(theme);
            awaitTrue("document.documentElement.dataset.theme === '" + theme + "'");

            JsonNode violations = page().evaluate(
                            "axe.run().then(found => found.violations.map(it => it.id + ': ' + it.nodes.map(n => n.html).join(' ')))");

            assertThat(violations).as(theme).isEmpty();
        }
    }

    @Test
    void shouldLoadNothingFromElsewhere() {
        JsonNode loaded = page().evaluate("performance.getEntriesByType('resource').map(it => it.name)");

        assertThat(loaded).isNotEmpty().allMatch(it -> it.asText().startsWith(served().url("/")));
    }

    /** Until the traces reach from one end to the other. */
    private static void awaitFull() {
        awaitTrue("painted('#cards article:nth-of-type(6) canvas', 1, 2)");
    }

    private static String steps() {
        return page().evaluate("[...document.querySelectorAll('#cards .about')].map(it => it.textContent).join()")
                .asText();
    }

    private static void awaitText(String selector, String pattern) {
        Awaitility.await(selector + " is " + pattern)
                .atMost(PATIENCE)
                .until(() -> text(selector), it -> it.matches(pattern));
    }

    private static void awaitTrue(String expression) {
        String painted =
                "(() => { const painted = (selector, index, wide = 1e4) => { const canvas = document.querySelectorAll(selector)[index];"
                        + " return canvas.getContext('2d').getImageData(0, 0, Math.min(wide, canvas.width), canvas.height).data.some(it => it > 0); };"
                        + " return " + expression + "; })()";
        Awaitility.await(expression).atMost(PATIENCE).until(() -> page().evaluate(painted)
                .asBoolean());
    }

    private static String text(String selector) {
        return page().evaluate("document.querySelector(" + quoted(selector) + ")?.textContent ?? ''")
                .asText();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }

    private static Browser page() {
        return Objects.requireNonNull(browser);
    }

    private static ServedDemo served() {
        return Objects.requireNonNull(demo);
    }
}
