package dev.eddy.trainer.fit;

/** The greatest rate all the time. */
record Constant() implements Schedule {

    @Override
    public double rate(Moment now, double peak) {
        return peak;
    }
}
