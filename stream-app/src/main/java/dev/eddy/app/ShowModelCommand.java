package dev.eddy.app;

import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.History;
import dev.eddy.rollout.ModelHead;
import java.io.PrintWriter;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
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

    @Parameters(paramLabel = "NAME", index = "0", description = "The name of the model.")
    private String name;

    @Parameters(paramLabel = "VERSION", index = "1", description = "Its version.")
    private String version;

    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        Catalog catalog = models.read(err::println);
        ModelHead head = catalog.find(name, version)
                .orElseThrow(() -> new IllegalArgumentException("model " + name + " " + version
                        + " must be published but is not; 'eddy models list' tells which are"));
        err.println("eddy: " + head.id() + ", " + head.bytes() + " bytes, published " + head.published()
                + (head.retired() ? ", retired" : "") + ", sha256 " + head.id().sha256());
        for (History.Promotion each : catalog.history(name).promotions()) {
            err.println("        " + each.at() + "  " + each.model() + " took over on " + each.signals() + ", "
                    + each.policy() + ", at offsets " + new TreeMap<>(each.offsets()));
        }
        for (History.Rehearsal each : catalog.history(name).rehearsals()) {
            err.println("        " + each.at() + "  " + each.trial().model()
                    + (each.trial().share() > 0 ? " is tried on " : " is no longer tried on ") + each.signals() + ", "
                    + each.trial().share() + " of the keys, at offsets " + new TreeMap<>(each.offsets()));
        }
        err.flush();
        spec.commandLine().getOut().println(head.manifest());
        spec.commandLine().getOut().flush();
    }
}
