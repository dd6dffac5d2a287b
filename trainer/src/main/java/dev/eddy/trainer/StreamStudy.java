package dev.eddy.trainer;

import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.EndToEnd;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.head.ServedHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How a classifier does where recordings do not come alone and whole: tables in the place of the tests of the experiment. */
final class StreamStudy {

    @Option(
            names = "--end-to-end",
            paramLabel = "RULE",
            description =
                    "Instead, lay all recordings end to end in one stream and tell how many the model gets right at "
                            + "their ends if epochs end by this rule: never, or marks, every:SAMPLES, "
                            + "silence:LEVEL:RISE:SAMPLES:BEFORE joined by +. May be given again: one row each.")
    private List<String> rules = List.of();

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            description =
                    "With --end-to-end, zeros between the recordings. May be given again: one column each (default: 0).")
    private List<Double> pauses = List.of(0.0);

    @Option(
            names = "--trouble",
            paramLabel = "SHARE",
            description =
                    "Instead, lose this share of the samples, repeat as many, and let them overtake each other; tell how "
                            + "often the model is right by what is done about gaps.")
    private Optional<Double> share;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "0.2",
            description = "With --trouble, how late a sample may come (default: ${DEFAULT-VALUE}).")
    private double within;

    boolean isAsked() {
        return share.isPresent() || !rules.isEmpty();
    }

    List<String> rows(ServedModel served, ServedHead head, Stream<Entry> recordings) {
        OutputSpec.Kind kind = head.outputs().get(0).kind();
        Problems problems = new Problems("--end-to-end or --trouble");
        problems.require(
                kind == OutputSpec.Kind.CLASSIFICATION,
                "it must be a classification that is judged but the model's first output is a %s; leave the option out"
                        .formatted(kind));
        problems.require(
                share.isEmpty() || (share.get() >= 0 && share.get() < 1 && within >= 0),
                "--trouble must be in [0, 1) and --within 0 or more but they are %s and %s; change them"
                        .formatted(share.orElse(0.0), within));
        problems.throwIfAny();
        List<Entry> entries = EndToEnd.shuffled(recordings);
        List<String> rows = new ArrayList<>();
        if (!rules.isEmpty()) {
            rows.addAll(new StreamTable(served, head, entries).rows(rules, pauses));
        }
        share.ifPresent(
                some -> rows.addAll(new TroubledTable(served, head, entries).rows(new TroubledStream(some, within))));
        return rows;
    }
}
