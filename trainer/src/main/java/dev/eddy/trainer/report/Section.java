package dev.eddy.trainer.report;

/** A part of the page about one run. What is not known of a run has no section. */
public sealed interface Section
        permits LearningCurves,
                Classification,
                Calibration,
                Regression,
                Forecast,
                Anomalies,
                HiddenStates,
                Precisions,
                Deviations {

    /**
     * Stands above the section and in the table of contents.
     *
     * @return a few words
     */
    String title();

    /**
     * What the section shows.
     *
     * @return elements under the title
     */
    Tag content();
}
