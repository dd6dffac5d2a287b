package dev.eddy.app;

import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.History;
import dev.eddy.rollout.ModelHead;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells which models are published, and which of them score. */
@Command(
        name = "list",
        description = {"Prints the published models: name, version, hash, bytes, when, and where they score.", ""})
final class ListModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelTopicOptions models;

    @Override
    public void run() {
        Catalog catalog = models.read(spec.commandLine().getErr()::println);
        for (ModelHead head : catalog.heads()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-24s %-16s %.12s %,12d  %s  %s%s%n",
                            head.id().name(),
                            head.id().version(),
                            head.id().sha256(),
                            head.bytes(),
                            head.published(),
                            head.signature().isEmpty() ? "" : "signed ",
                            head.retired()
                                    ? "retired"
                                    : scores(catalog.history(head.id().name()), head.id()));
        }
        spec.commandLine().getOut().flush();
    }

    private static String scores(History history, ModelId model) {
        Stream<String> scores = history.scoredBy(model).stream().map(it -> "scores " + it);
        Stream<String> tried = history.triedOn(model).stream().map(it -> "is tried on " + it);
        return Stream.concat(scores, tried).collect(Collectors.joining(", "));
    }
}
