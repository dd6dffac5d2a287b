package dev.eddy.trainer.fit;

/**
 * What a network is fitted on.
 *
 * @param fitted what the weights are fitted on, not empty
 * @param held what the best epoch is chosen on, empty for none
 */
public record Parts(Examples fitted, Examples held) {}
