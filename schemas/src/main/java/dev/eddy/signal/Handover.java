package dev.eddy.signal;

import java.util.function.Consumer;

/** How the place of a key in its stream is handed to a windower that goes on from there. Nothing is kept here. */
final class Handover {

    private Handover() {}

    /**
     * Goes on in another way of cutting: a new epoch is due, and begins with the samples of the unfinished window.
     *
     * @param from where the stream stands
     * @param other how windows are cut from now on
     * @param windows receives each window that those samples complete already
     * @return the stream from here on
     */
    static Windower by(Windower from, WindowSpec other, Consumer<Window> windows) {
        Windower taken = new Windower(from.signal, other);
        if (from.started) {
            int kept = from.ended ? 0 : from.cut.tail();
            copyPlace(from, taken);
            taken.anchorMicros += from.signal.micros(from.known() - kept);
            taken.cut.clear();
            taken.ended = true;
            taken.next = from.ended ? from.next : Beginning.RESET;
            System.arraycopy(from.last, 0, taken.last, 0, from.last.length);
            if (kept > 0 && taken.hush == null) {
                taken.begin(0);
                taken.cut.lastMadeUp = Math.max(-1, from.cut.lastMadeUp - (from.cut.received - kept));
            }
            takeTail(from.cut, kept, taken, windows);
            taken.broken = taken.ended && !taken.next.goesOn();
        }
        return taken;
    }

    /** What is known to be made up stays so. */
    private static void takeTail(Cut from, int kept, Windower taken, Consumer<Window> windows) {
        for (int i = 0; i < kept; i++) {
            if (from.isMadeUp(i)) {
                taken.takeMadeUp(from.tail(i), windows);
            } else {
                taken.take(from.tail(i), 0, windows);
            }
        }
    }

    /** Another one that cuts the same windows of this epoch, as far as they begin at this time or after it. */
    static Windower joined(Windower from, long micros) {
        Windower same = new Windower(from.signal, from.spec);
        copyPlace(from, same);
        same.broken = false;
        same.offset = from.offset;
        same.cut.join(from.signal.samples(micros - from.anchorMicros) - from.offset);
        return same;
    }

    private static void copyPlace(Windower from, Windower to) {
        to.started = from.started;
        to.broken = from.broken;
        to.anchorMicros = from.anchorMicros;
        to.epoch = from.epoch;
        to.began = from.began;
        to.next = from.next;
    }

    /** Whether two are at the same place of the same epoch. */
    static boolean same(Windower one, Windower other) {
        return one.anchorMicros == other.anchorMicros
                && one.offset == other.offset
                && one.passed == other.passed
                && one.ended == other.ended
                && one.cut.step == other.cut.step
                && one.cut.received == other.cut.received;
    }
}
