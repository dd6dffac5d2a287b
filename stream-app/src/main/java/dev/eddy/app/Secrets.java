package dev.eddy.app;

import java.util.regex.Pattern;

/** Keeps secrets out of what is printed. */
final class Secrets {

    private static final String MASK = "***";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "password|secret|token|credential|user[.-]?info|jaas|keystore\\.key|private", Pattern.CASE_INSENSITIVE);

    /** Everything between the slashes and the last @ before the path. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s,]*@");

    /** As in the settings of a login module, wherever they stand in a text. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(?i)((?:password|secret|token)\\s*=\\s*)(\"[^\"]*\"?|'[^']*'?|[^\\s;,]+)");

    private Secrets() {}

    static String masked(String name, String value) {
        boolean secret = SECRET_NAME.matcher(name).find() && !value.isEmpty();
        return secret
                ? MASK
                : ASSIGNED.matcher(USER_INFO.matcher(value).replaceAll(MASK + "@"))
                        .replaceAll("$1" + MASK);
    }
}
