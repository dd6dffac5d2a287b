package dev.eddy.app;

import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.History;
import dev.eddy.rollout.ModelHead;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets the model before take over again. */
@Command(
        name = "rollback",
        description = {
            "Promotes the model that scored before the present one. One that was never promoted, as the --model of 'run', is "
                    + "published and promoted by its version instead.",
            ""
        })
final class RollbackModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Takeover takeover;

    @Parameters(paramLabel = "NAME", description = "The name of the model.")
    private String name;

    @Override
    public void run() {
        takeover.to(name, this::before, spec.commandLine().getErr()::println);
    }

    private ModelHead before(Catalog catalog) {
        ModelId model = catalog.history(name)
                .before(takeover.signals())
                .map(History.Promotion::model)
                .orElseThrow(() -> new IllegalArgumentException("a model of " + name
                        + " must have scored before the present one but none was promoted on " + takeover.signals()
                        + ": publish it and 'eddy models promote' it by its version"));
        return catalog.require(model.name(), model.version());
    }
}
