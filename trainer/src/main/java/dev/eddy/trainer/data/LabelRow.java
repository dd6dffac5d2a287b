package dev.eddy.trainer.data;

import java.util.Optional;

/**
 * One row of {@code labels.csv}.
 *
 * @param line of the file, from 1
 * @param recording which recording
 * @param label what is the matter; empty where that is not known
 * @param from where it begins, in the unit of the file; 0 where the cell is blank
 * @param to where it has ended, in the unit of the file; {@link Long#MAX_VALUE} where the cell is blank
 * @param group who or what was recorded
 * @param split the part that the recording belongs to, if the file has that column
 */
record LabelRow(long line, String recording, String label, long from, long to, String group, Optional<Split> split) {

    static final long OPEN = Long.MAX_VALUE;

    /** How problems name it. */
    String place() {
        return LabelFile.NAME + " line " + line + " (" + recording + ")";
    }
}
