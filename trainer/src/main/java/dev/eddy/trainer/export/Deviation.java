package dev.eddy.trainer.export;

import java.util.Collections;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How far a file is off another one of the same model, when both see the same steps one by one, each with its own hidden
 * state. Differences are relative where the right number is above 1.
 *
 * @param answers of all steps
 * @param states by the number of steps, 1, 10, 100 and so on, after which the hidden states were compared; none where
 *     there is no hidden state
 */
public record Deviation(Off answers, SortedMap<Integer, Off> states) {

    private static final int TIMES = 10;

    /**
     * Differences of many numbers.
     *
     * @param largest of them
     * @param mean of them
     */
    public record Off(double largest, double mean) {

        private static Off of(Difference difference) {
            return new Off(difference.largest(), difference.mean());
        }
    }

    /** Copies the states. */
    public Deviation {
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    /**
     * Runs both files.
     *
     * @param exact what is right
     * @param other what is compared with it
     * @param windows steps {@code [sample][channel]} flattened, in their order
     * @return how far they are apart
     */
    public static Deviation between(ServedModel exact, ServedModel other, Stream<float[]> windows) {
        Difference answers = new Difference("answers");
        SortedMap<Integer, Off> states = new TreeMap<>();
        float[] right = exact.manifest().initialState();
        float[] state = right;
        int steps = 0;
        int next = 1;
        for (Iterator<float[]> rest = windows.iterator(); rest.hasNext(); ) {
            float[] window = rest.next();
            Row.Result expected = exact.step(window, right);
            Row.Result actual = other.step(window, state);
            right = expected.state();
            state = actual.state();
            answers.compare(actual.answer(), expected.answer(), "step " + steps);
            if (++steps == next && right.length > 0) {
                Difference difference = new Difference("state");
                difference.compare(state, right, "step " + steps);
                states.put(steps, Off.of(difference));
                next *= TIMES;
            }
        }
        return new Deviation(Off.of(answers), states);
    }
}
