package dev.eddy.chaos;

/**
 * What was said of the last windows of each key, as one number for each window. Of older ones nothing is kept: what comes
 * again comes soon, and a campaign of any length must fit into memory. One thread.
 */
final class Marks {

    private static final int ALL = 1 << 22;
    private static final int FEWEST = 64;

    private final long[][] last;
    private final int[] next;

    Marks(int keys) {
        this.last = new long[keys][Math.max(FEWEST, ALL / keys)];
        this.next = new int[keys];
    }

    void add(int key, long mark) {
        last[key][next[key]] = mark;
        next[key] = (next[key] + 1) % last[key].length;
    }

    boolean contains(int key, long mark) {
        for (long known : last[key]) {
            if (known == mark) {
                return true;
            }
        }
        return false;
    }
}
