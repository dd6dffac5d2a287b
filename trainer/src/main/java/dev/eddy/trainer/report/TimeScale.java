package dev.eddy.trainer.report;

/**
 * The unit in which people read a stretch of time.
 *
 * @param unit its name
 * @param seconds of one
 */
record TimeScale(String unit, double seconds) {

    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;

    /** For so many seconds: the greatest unit of which there are some. */
    static TimeScale of(double seconds) {
        if (seconds < 5 * MINUTE) {
            return new TimeScale("seconds", 1);
        }
        if (seconds < 5 * HOUR) {
            return new TimeScale("minutes", MINUTE);
        }
        return seconds < 5 * DAY ? new TimeScale("hours", HOUR) : new TimeScale("days", DAY);
    }
}
