package dev.eddy.recording;

import java.nio.file.Path;

/** A file that cannot be read or written as recordings; the message names the file, the value, the rule and the remedy. */
public final class RecordingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RecordingException(Path file, String problem) {
        super(file + ": " + problem);
    }

    RecordingException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
