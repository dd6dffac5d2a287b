package dev.eddy.app;

/**
 * What an examination found.
 *
 * @param verdict how bad it is
 * @param subject what was looked at, one word
 * @param text what is so; where something is wrong also what to do
 */
record Finding(Verdict verdict, String subject, String text) {

    /** How bad something is. */
    enum Verdict {
        /** As it should be. */
        OK,
        /** It works, but somebody should know. */
        NOTE,
        /** The app would not work. */
        FAIL
    }

    static Finding ok(String subject, String text) {
        return new Finding(Verdict.OK, subject, text);
    }

    static Finding note(String subject, String text) {
        return new Finding(Verdict.NOTE, subject, text);
    }

    static Finding fail(String subject, String text) {
        return new Finding(Verdict.FAIL, subject, text);
    }
}
