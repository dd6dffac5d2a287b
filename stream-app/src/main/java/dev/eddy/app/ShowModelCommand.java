package dev.eddy.app;

import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.History;
import dev.eddy.rollout.ModelHead;
import java.io.PrintWriter;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows one published model. */
@Command(
        name = "show",
        description = {
            "Prints the manifest of a published model, and the promotions of its name with their offsets.",
            ""
        })
final class ShowModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelTopicOptions models;

    @Mixin
    private PublishedModel model;

    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        Catalog catalog = models.read(err::println);
        ModelHead head = catalog.find(model.name(), model.version())
                .orElseThrow(() -> new IllegalArgumentException("model " + model.name() + " " + model.version()
                        + " must be published but is not; 'eddy models list' tells which are"));
        err.println("eddy: " + head.id() + ", " + head.bytes() + " bytes, published " + head.published()
                + (head.retired() ? ", retired" : "") + ", sha256 " + head.id().sha256());
        for (History.Promotion each : catalog.history(model.name()).promotions()) {
            err.println("        " + each.at() + "  " + each.model() + " took over on " + each.signals() + ", "
                    + each.policy() + ", at offsets " + new TreeMap<>(each.offsets()));
        }
        for (History.Rehearsal each : catalog.history(model.name()).rehearsals()) {
            err.println("        " + each.at() + "  " + each.trial().model()
                    + (each.trial().share() > 0 ? " is tried on " : " is no longer tried on ") + each.signals() + ", "
                    + each.trial().share() + " of the keys, at offsets " + new TreeMap<>(each.offsets()));
        }
        err.flush();
        spec.commandLine().getOut().println(head.manifest());
        spec.commandLine().getOut().flush();
    }
}
