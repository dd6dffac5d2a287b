package dev.eddy.trainer.report;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** The terminal that somebody may be sitting at. */
public final class Terminal {

    private Terminal() {}

    /**
     * Whether somebody may be watching.
     *
     * @return false when the output goes to a file or a pipe
     */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isWatched() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From JDK 22 on there is always a console, which must be asked; before, there is one only at a terminal. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
