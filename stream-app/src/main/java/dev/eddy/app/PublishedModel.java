package dev.eddy.app;

import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.ModelHead;
import picocli.CommandLine.Parameters;

/** One of the models that were published. */
final class PublishedModel {

    @Parameters(paramLabel = "NAME", index = "0", description = "The name of the model.")
    private String name;

    @Parameters(paramLabel = "VERSION", index = "1", description = "Its version.")
    private String version;

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    /** It must be there and not be retired. */
    ModelHead in(Catalog catalog) {
        return catalog.require(name, version);
    }
}
