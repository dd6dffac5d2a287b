package dev.eddy.app;

/** Starts {@code eddy}. */
public final class Main {

    private static final int NOT_UNDERSTOOD = 2;

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 not understood.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        Surroundings surroundings;
        try {
            surroundings = Surroundings.of(System.getenv(), args);
        } catch (IllegalArgumentException e) {
            System.err.println("eddy: " + e.getMessage());
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        UnpackedLibraries.goAtExit();
        System.exit(CommandTree.execute(CommandTree.of(surroundings), surroundings, args));
    }
}
