package dev.eddy.trainer.fit;

/** Examples that are made or read when they are needed. */
public interface Examples {

    /**
     * How many there are.
     *
     * @return examples
     */
    int size();

    /**
     * How long one is, without making it.
     *
     * @param index of the example
     * @return its steps
     */
    int steps(int index);

    /**
     * One example.
     *
     * @param index of the example
     * @param epoch that it is made for, from 1; 0 outside of fitting
     * @return the same one for the same index and epoch
     */
    Example get(int index, int epoch);
}
