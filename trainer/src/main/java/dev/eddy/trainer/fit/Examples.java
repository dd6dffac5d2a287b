package dev.eddy.trainer.fit;

import java.util.List;

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

    /**
     * Examples in memory.
     *
     * @param all of them
     * @return the same in each epoch
     */
    static Examples of(List<Example> all) {
        return new Examples() {
            @Override
            public int size() {
                return all.size();
            }

            @Override
            public int steps(int index) {
                return all.get(index).steps();
            }

            @Override
            public Example get(int index, int epoch) {
                return all.get(index);
            }
        };
    }
}
