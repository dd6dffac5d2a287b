package dev.eddy.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets a published model take over. */
@Command(
        name = "promote",
        description = {
            "Lets a published model take over, at one place in each partition of the signals: what came before is scored by the "
                    + "model that is there, all that comes after by this one, on every instance, after a crash too.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy models promote pump 2",
            "  eddy models promote pump 3 --policy replay:30s",
            "  eddy models promote pump 4 --policy dual-run:10min --agree-within 0.02"
        })
final class PromoteModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Takeover takeover;

    @Mixin
    private PublishedModel model;

    @Override
    public void run() {
        takeover.to(model.name(), model::in, spec.commandLine().getErr()::println);
    }
}
