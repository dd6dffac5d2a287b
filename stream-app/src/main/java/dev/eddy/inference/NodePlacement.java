package dev.eddy.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the nodes of a graph ran, read from what ONNX Runtime's profiler wrote of one run.
 *
 * @param nodes how many there are, copies between devices included
 * @param onProcessor how many of each operator ran on the processor
 * @param copies how many nodes only copy between processor and device
 */
record NodePlacement(int nodes, Map<String, Integer> onProcessor, int copies) {

    private static final String PROCESSOR = "CPUExecutionProvider";
    private static final String COPY = "Memcpy";

    /** Reads a profile, in which a node may have run more than once. */
    static NodePlacement of(Path profile) throws IOException {
        return of(new ObjectMapper().readTree(profile.toFile()));
    }

    private static NodePlacement of(JsonNode events) {
        Map<String, Integer> onProcessor = new TreeMap<>();
        Set<String> nodes = new HashSet<>();
        int copies = 0;
        for (JsonNode event : events) {
            JsonNode args = event.path("args");
            String provider = args.path("provider").asText("");
            boolean isRun = event.path("cat").asText().equals("Node") && !provider.isEmpty();
            String node = event.path("name").asText() + args.path("node_index").asText();
            if (!isRun || !nodes.add(node)) {
                continue;
            }
            String operator = args.path("op_name").asText();
            if (operator.startsWith(COPY)) {
                copies++;
            } else if (provider.equals(PROCESSOR)) {
                onProcessor.merge(operator, 1, Integer::sum);
            }
        }
        return new NodePlacement(nodes.size(), onProcessor, copies);
    }

    /** Whether all of it ran on the device. */
    boolean whole() {
        return onProcessor.isEmpty() && copies == 0;
    }

    /** One sentence for the log. */
    String words() {
        if (whole()) {
            return "all " + nodes + " nodes run on the device";
        }
        String operators = onProcessor.entrySet().stream()
                .map(it -> it.getValue() + " " + it.getKey())
                .collect(Collectors.joining(", "));
        return (operators.isEmpty() ? "no node" : operators) + " of " + nodes + " nodes run on the processor, and "
                + copies + " copy between it and the device: each costs time in every run";
    }
}
