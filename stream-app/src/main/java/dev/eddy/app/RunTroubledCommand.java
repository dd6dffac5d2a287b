package dev.eddy.app;

import dev.eddy.chaos.TroubledModel;
import dev.eddy.inference.DeviceShares;
import dev.eddy.inference.SequenceModel;
import dev.eddy.serving.PipelineSettings;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** The stream app as the fault campaign runs it: its model has the trouble that comes in as lines. */
@Command(name = "run-troubled", hidden = true, description = "As 'run', with a model that takes orders to fail.")
final class RunTroubledCommand extends RunCommand {

    @Override
    SequenceModel open(PipelineSettings pipeline, DeviceShares shares) {
        return TroubledModel.of(super.open(pipeline, shares), new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
}
