package dev.eddy.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be read or written as recordings; the message names the file, the value, the rule and the remedy. */
public final class RecordingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Several files at once. */
    RecordingException(List<RecordingException> problems) {
        super(problems.stream().map(RecordingException::getMessage).collect(Collectors.joining("\n")), problems.get(0));
    }

    RecordingException(Path file, String problem) {
        super(file + ": " + problem);
    }

    RecordingException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
