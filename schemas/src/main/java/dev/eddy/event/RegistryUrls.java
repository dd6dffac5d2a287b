package dev.eddy.event;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the URL of a registry: one or several, separated by commas, perhaps with credentials inside. */
final class RegistryUrls {

    static final String MOCK = "mock://";

    /** Everything between the slashes and the last @ before the path, so that an @ in a password hides nothing less. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s,]*@");

    private RegistryUrls() {}

    static List<String> split(String urls) {
        return List.of(urls.trim().split("\\s*,\\s*"));
    }

    /** The credentials inside the URLs, {@code user:password}; empty for none. */
    static String userInfo(String urls) {
        Matcher found = USER_INFO.matcher(urls);
        if (!found.find()) {
            return "";
        }
        String raw = found.group().substring(0, found.group().length() - 1);
        // URLDecoder is made for forms, where a plus is a space; in a URL it is a plus.
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static String withoutUserInfo(String urls) {
        return USER_INFO.matcher(urls).replaceAll("");
    }

    static String redact(String text) {
        return USER_INFO.matcher(text).replaceAll("***@");
    }

    static void require(String urls) {
        List<String> all = split(urls);
        boolean mock = urls.contains(MOCK);
        if (mock ? all.size() != 1 || !urls.startsWith(MOCK) : !all.stream().allMatch(RegistryUrls::isHttp)) {
            throw new IllegalArgumentException("registry URL must be http://HOST[:PORT], https://HOST[:PORT] (several"
                    + " separated by commas) or one mock://SCOPE but was '" + redact(urls) + "'");
        }
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
