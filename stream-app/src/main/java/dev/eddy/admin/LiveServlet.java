package dev.eddy.admin;

import io.javalin.http.Header;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens live pages: what is asked for as {@code key} is sent as server-sent events until the page is closed. */
final class LiveServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final int MOST_KEYS = 24;

    private final transient LiveFeed feed;

    LiveServlet(LiveFeed feed) {
        this.feed = feed;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String @Nullable [] keys = request.getParameterValues("key");
        Set<String> wanted = keys == null ? Set.of() : Set.copyOf(List.of(keys));
        if (wanted.size() > MOST_KEYS) {
            refuse(response, 400, "a page may look at " + MOST_KEYS + " keys at most but asks for " + wanted.size());
        } else if (feed.full()) {
            refuse(response, 503, "all live pages are taken: close one");
        } else {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader(Header.CACHE_CONTROL, "no-store");
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            feed.open(async, wanted);
        }
    }

    private static void refuse(HttpServletResponse response, int status, String reason) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.getWriter().println(reason);
    }
}
