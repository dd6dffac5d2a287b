package dev.eddy.trainer;

import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.report.EpochReport;
import java.util.List;

/**
 * A model after fitting.
 *
 * @param model with the weights of the best epoch
 * @param reports of all epochs
 * @param cpuSeconds that the process spent meanwhile, all threads together
 */
record Fitted(Model model, List<EpochReport> reports, double cpuSeconds) {}
