package dev.eddy.admin;

import java.util.List;
import java.util.stream.Collectors;

/** The page that leads to the live pages of several pipelines. */
final class PipelineList {

    private PipelineList() {}

    static String of(List<AdminServer.View> views) {
        String items = views.stream()
                .map(it -> "      <li><a href=\"" + it.path().substring(1) + "\">" + escaped(it.name()) + "</a> "
                        + escaped(it.way()) + "</li>\n")
                .collect(Collectors.joining());
        return """
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <title>Eddy: pipelines</title>
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <link rel="icon" href="eddy.svg" type="image/svg+xml">
                  <link rel="stylesheet" href="live.css">
                </head>
                <body>
                  <header><h1><img src="eddy.svg" alt="" width="28" height="28"> Eddy</h1></header>
                  <main>
                    <h2>Pipelines</h2>
                    <ul>
                %s    </ul>
                    <p><a href="metrics">metrics</a> <a href="topology">topology</a></p>
                  </main>
                </body>
                </html>
                """.formatted(items);
    }

    /** Names of topics and models are not ours. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
