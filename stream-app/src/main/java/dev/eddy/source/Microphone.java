package dev.eddy.source;

import dev.eddy.signal.SignalSpec;
import java.io.InputStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** The microphone of this machine. */
final class Microphone {

    private static final int BITS = 16;

    private Microphone() {}

    /**
     * Begins to listen.
     *
     * @param signal channels and rate, which the device must have
     * @return 16-bit PCM, little endian
     * @throws IllegalStateException where there is none
     */
    static InputStream open(SignalSpec signal) {
        AudioFormat format = new AudioFormat((float) signal.sampleRate(), BITS, signal.channels(), true, false);
        try {
            TargetDataLine line = AudioSystem.getTargetDataLine(format);
            line.open(format);
            line.start();
            return new AudioInputStream(line);
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw new IllegalStateException(
                    "a microphone with %s channels of 16 bits at %s Hz must be there but is not (%s); plug one in, choose "
                                    .formatted(signal.channels(), signal.sampleRate(), e.getMessage())
                            + "another --rate or --channels, or record with another program and pipe it: arecord -t raw "
                            + "-f S16_LE -r 16000 | eddy produce --input - --raw pcm_s16le --rate 16000",
                    e);
        }
    }
}
