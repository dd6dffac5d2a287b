package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.report.Section;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What people want to see of some estimates. */
interface EstimatePage {

    /** Simple estimates to compare with, by their name. */
    Map<String, Baseline> baselines(Supplier<List<Steps>> fitted);

    /** The sections of a page about a test. */
    List<Section> sections(Tested tested, Told told);
}
