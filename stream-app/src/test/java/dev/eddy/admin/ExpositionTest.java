package dev.eddy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private final MetricRegistry app = new MetricRegistry();
    private final MetricRegistry pump = new MetricRegistry();
    private final MetricRegistry noise = new MetricRegistry();

    @Test
    void shouldTellThePipelinesApart() {
        app.gauge("app.ready", () -> () -> 1);
        pump.meter("stream.windows").mark(3);
        noise.meter("stream.windows").mark(4);
        pump.meter("events.late").mark(5);
        pump.timer("commit.drain").update(1, TimeUnit.SECONDS);
        noise.timer("commit.drain").update(1, TimeUnit.SECONDS);
        noise.gauge("keys.live", () -> () -> 6);

        assertThat(text())
                .contains("eddy_ready 1.0\n")
                .contains("eddy_windows_total{pipeline=\"pump\"} 3.0\n")
                .contains("eddy_windows_total{pipeline=\"noise\"} 4.0\n")
                .contains("eddy_events_total{arrival=\"late\",pipeline=\"pump\"} 5.0\n")
                .contains("eddy_commit_drain_seconds_count{pipeline=\"pump\"} 1\n")
                .contains("eddy_commit_drain_seconds_count{pipeline=\"noise\"} 1\n")
                .contains("eddy_keys{pipeline=\"noise\",state=\"live\"} 6.0\n");
    }

    @Test
    void shouldSayNothingOfPipelinesWhereThereIsOne() {
        app.meter("stream.windows").mark(3);

        assertThat(new Exposition(Map.of("", app), List.of()).text()).contains("eddy_windows_total 3.0\n");
    }

    private String text() {
        Map<String, MetricRegistry> all = new LinkedHashMap<>();
        all.put("", app);
        all.put("pump", pump);
        all.put("noise", noise);
        return new Exposition(all, List.of()).text();
    }
}
