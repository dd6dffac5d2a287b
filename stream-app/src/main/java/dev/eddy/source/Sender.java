package dev.eddy.source;

import dev.eddy.event.Encoding;
import dev.eddy.event.SampleCodec;
import dev.eddy.recording.Recording;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends pieces of signals as chunks.
 *
 * @param outlet takes them
 * @param encoding of their values
 * @param endOfEvent whether the last piece of a recording says that it is
 * @param speed whether they are held back until their time has come
 * @param position where it is kept how far they have come, if anywhere
 * @param progress is told of every sample
 */
public record Sender(
        Outlet outlet,
        Encoding encoding,
        boolean endOfEvent,
        Speed speed,
        Optional<Position> position,
        Progress progress) {

    private static final long SAVED_EVERY = TimeUnit.SECONDS.toNanos(1);

    /**
     * Sends all of them and waits until they are acknowledged.
     *
     * @return chunks and samples, in words
     */
    public String send(Iterator<Piece> pieces) throws InterruptedException {
        Pace pace = Pace.FULL;
        long chunks = 0;
        long samples = 0;
        long heard = 0;
        long saved = System.nanoTime();
        while (pieces.hasNext()) {
            Piece piece = pieces.next();
            heard += piece.length();
            Optional<Piece> rest = rest(piece);
            if (rest.isPresent()) {
                pace = chunks == 0 ? speed.from(rest.get().startMicros()) : pace;
                pace.await(piece.endMicros());
                send(rest.get());
                chunks++;
                samples += rest.get().length();
            }
            progress.at(heard);
            if (position.isPresent() && System.nanoTime() - saved > SAVED_EVERY) {
                settle();
                saved = System.nanoTime();
            }
        }
        settle();
        return String.format(Locale.ROOT, "%d chunks with %d samples sent", chunks, samples);
    }

    private Optional<Piece> rest(Piece piece) {
        return position.isPresent() ? position.get().rest(piece) : Optional.of(piece);
    }

    private void send(Piece piece) {
        Recording recording = piece.recording();
        SampleCodec codec = new SampleCodec(recording.signal(), recording.length());
        outlet.send(recording.key(), codec.encode(piece.samples(endOfEvent), encoding));
        position.ifPresent(kept -> kept.sent(piece));
    }

    /** A position is written when all before it has arrived. */
    private void settle() {
        outlet.flush();
        position.ifPresent(Position::save);
    }
}
