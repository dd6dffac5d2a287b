package dev.eddy.watch;

import dev.eddy.cluster.PartitionLag;
import dev.eddy.offline.ScoredKey;
import dev.eddy.signal.Micros;
import dev.eddy.signal.Place;
import dev.eddy.topology.StoredKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found of a key as lines for people. */
public final class InspectionText {

    private InspectionText() {}

    public static List<String> lines(Inspection found) {
        StoredKey state = found.state();
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "key",
                found.key() + ", partition " + found.partition() + " of " + found.changelog() + ", committed "
                        + found.stored()));
        lines.add(line("model", model(state)));
        if (state.damage().isPresent()) {
            lines.add(line(
                    "damaged", state.damage().get() + ": its events are dead letters until a null value forgets it"));
        } else {
            lines.addAll(place(state));
            state.hidden().forEach(it -> lines.add(line("hidden", tensor(it))));
            state.tried().ifPresent(tried -> tried.hidden()
                    .forEach(it -> lines.add(line("in shadow", "of " + tried.model() + ", " + tensor(it)))));
        }
        lines.add(line("predicted", found.last().map(InspectionText::prediction).orElse("nothing that is kept")));
        found.lags().forEach(it -> lines.add(line("lag", lag(it))));
        if (found.lags().isEmpty()) {
            lines.add(line("lag", "nothing was committed yet"));
        }
        return lines;
    }

    private static String line(String subject, String text) {
        return "%-10s %s".formatted(subject, text);
    }

    private static String model(StoredKey state) {
        String made = state.model() + ", generation " + state.generation();
        return state.next().equals(state.model())
                ? made
                : made + "; " + state.next() + " takes over with the next event";
    }

    private static List<String> place(StoredKey state) {
        Place at = state.place();
        String cursor = (at.started() ? "newest sample at " + Micros.time(at.newestMicros()) : "no sample yet")
                + (state.offset() < 0 ? "" : "; as of record " + state.offset());
        String epoch = at.epoch() + ", began " + at.began() + (at.ended() ? ", over" : "") + "; next step " + at.step();
        String samples = at.unfinished() + " of " + state.window().length() + " in the next window"
                + (at.open() == 0 ? "" : "; " + at.open() + " complete ones have no score yet")
                + (at.early() == 0 ? "" : "; " + at.early() + " chunks wait for older ones");
        return List.of(line("cursor", cursor), line("epoch", epoch), line("samples", samples));
    }

    private static String tensor(StoredKey.Tensor tensor) {
        Extremes spread = Extremes.of(tensor.values());
        return String.format(
                Locale.ROOT,
                "%s %s: min %.5g, mean %.5g, max %.5g",
                tensor.name(),
                tensor.shape(),
                spread.min(),
                spread.mean(),
                spread.max());
    }

    private static String prediction(ScoredKey last) {
        return last.prediction().getModelVersion() + "  " + PredictionText.line(last);
    }

    private static String lag(PartitionLag lag) {
        return lag.records() + " records of the partition in " + lag.signals() + " are not read yet (" + lag.committed()
                + " of " + lag.end() + ")";
    }
}
