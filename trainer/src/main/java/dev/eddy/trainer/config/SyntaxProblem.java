package dev.eddy.trainer.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says where a file is no YAML, and what stands in the way. */
final class SyntaxProblem {

    private static final String REMEDY =
            "; indent with spaces, close every bracket and quote, and write a space after every colon";

    private static final String TWICE = "Duplicate ";

    private SyntaxProblem() {}

    static String of(JsonProcessingException problem) {
        if (problem.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            return at(mark.getLine() + 1, mark.getColumn() + 1, said(marked));
        }
        JsonLocation location = problem.getLocation();
        String said = problem.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
        if (location != null && said.startsWith(TWICE)) {
            return "line %d: the %s stands twice in the same mapping; remove one of them"
                    .formatted(location.getLineNr(), said.substring(TWICE.length()));
        }
        return location == null ? "the file must be YAML but " + said + REMEDY : at(location, said);
    }

    private static String at(JsonLocation location, String said) {
        return at(location.getLineNr(), location.getColumnNr(), said);
    }

    private static String at(int line, int column, String said) {
        return "line %d, column %d: must be YAML but %s%s".formatted(line, column, said, REMEDY);
    }

    private static String said(MarkedYAMLException marked) {
        String context = marked.getContext() == null ? "" : marked.getContext() + " ";
        return context + marked.getProblem();
    }
}
