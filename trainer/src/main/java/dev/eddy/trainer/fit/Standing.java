package dev.eddy.trainer.fit;

import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.report.EpochReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * How far a fit has come, between two epochs.
 *
 * @param reports of the epochs that are done
 * @param best the weights of the best of them; empty without validation
 */
record Standing(List<EpochReport> reports, List<Tensor> best) {

    static final Standing START = new Standing(List.of(), List.of());

    int epochs() {
        return reports.size();
    }

    /** Of the validation part after each epoch; empty without one. */
    List<Double> merits() {
        return reports.stream()
                .flatMap(report -> report.validation().stream().boxed())
                .toList();
    }

    boolean isOver(FitSpec spec) {
        return epochs() >= spec.epochs() || since() >= spec.stopping().patience();
    }

    /** The same, one epoch later. */
    Standing after(EpochReport report, Network network) {
        Standing later =
                new Standing(Stream.concat(reports.stream(), Stream.of(report)).toList(), best);
        boolean better = EpochReport.best(later.reports).equals(Optional.of(report));
        return better ? new Standing(later.reports, network.snapshot()) : later;
    }

    /** Epochs since the best one, all where none was a number; 0 without validation. */
    private int since() {
        return EpochReport.best(reports).map(best -> epochs() - best.epoch()).orElse(merits().size());
    }
}
