package dev.eddy.app;

import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.ModelHead;
import dev.eddy.rollout.ModelPress;
import java.time.Instant;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes a model out of the model topic. */
@Command(
        name = "retire",
        description = {
            "Takes a model that does not score out of the model topic; instances let go of it. Its line in the list stays.",
            ""
        })
final class RetireModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelTopicOptions models;

    @Mixin
    private PublishedModel model;

    @Override
    public void run() {
        try (ModelPress press = models.press(model.name())) {
            Catalog catalog = models.read(spec.commandLine().getErr()::println);
            ModelHead head = model.in(catalog);
            SortedSet<String> scored = catalog.history(model.name()).scoredBy(head.id());
            if (!scored.isEmpty()) {
                throw new IllegalArgumentException("a model must not score any more before it is retired but "
                        + head.id() + " scores " + String.join(", ", scored) + ": promote another one first");
            }
            requireNoTrial(catalog, head);
            requireNoDualRun(catalog, head);
            press.retire(head);
            spec.commandLine().getErr().println("eddy: retired " + head.id());
        }
    }

    private void requireNoTrial(Catalog catalog, ModelHead head) {
        catalog.history(model.name()).triedOn(head.id()).ifPresent(signals -> {
            throw new IllegalArgumentException("a model must not be tried any more before it is retired but "
                    + head.id() + " is on " + signals + ": 'eddy models shadow " + model.name() + " --end' first");
        });
    }

    private void requireNoDualRun(Catalog catalog, ModelHead head) {
        catalog.history(model.name()).neededIn(head.id(), Instant.now()).ifPresent(run -> {
            throw new IllegalArgumentException("a model must not score any more before it is retired but " + head.id()
                    + " may, in the dual run with " + run.model() + " on " + run.signals() + " that ends at "
                    + Instant.ofEpochMilli(run.untilMillis()) + ": retire it after that, or promote another one first");
        });
    }
}
