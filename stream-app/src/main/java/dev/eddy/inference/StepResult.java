package dev.eddy.inference;

/** What became of a step. The engine answers each window of a run as a step of its own. */
public sealed interface StepResult {

    /**
     * The step itself.
     *
     * @return as it was submitted
     */
    Step step();

    /**
     * The model answered.
     *
     * @param step as it was submitted
     * @param outputs for each window all outputs of the manifest one after the other, each row-major
     * @param state the hidden state after the window, or after the last one of its run, flat, in the order of the manifest
     */
    record Scored(Step step, float[] outputs, float[] state) implements StepResult {}

    /**
     * The model could not score this step although it scores others: the window is bad. The key's state stays as it was.
     *
     * @param step as it was submitted
     * @param reason what the model said
     */
    record Failed(Step step, String reason) implements StepResult {}
}
