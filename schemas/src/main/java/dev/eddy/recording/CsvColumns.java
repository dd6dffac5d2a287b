package dev.eddy.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/**
 * Which column of a CSV file means what.
 *
 * @param names of all columns, as in the header row
 * @param time index of the column of times
 * @param key index of the column of stream ids
 * @param channels indices of the columns that are channels, one or more
 */
record CsvColumns(List<String> names, OptionalInt time, OptionalInt key, List<Integer> channels) {

    static final String TIME = "time";
    static final String KEY = "key";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Looks like times, would be a channel. */
    private static final Pattern NEARLY_TIME = Pattern.compile("(?i)time|timestamp|datetime|date|ts");

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    static CsvColumns of(Path file, CSVRecord header) {
        requireNames(file, header);
        List<String> names = new ArrayList<>();
        List<Integer> channels = new ArrayList<>();
        for (String cell : header) {
            String name = names.isEmpty() && cell.startsWith(BYTE_ORDER_MARK) ? cell.substring(1) : cell;
            if (name.isBlank() || names.contains(name)) {
                throw new RecordingException(
                        file,
                        "line 1, column " + (names.size() + 1)
                                + ": the names in the header row must differ and not be blank but this one is '" + name
                                + "'; name every column");
            }
            if (!name.equals(TIME) && !name.equals(KEY)) {
                requireNoTimes(file, name);
                channels.add(names.size());
            }
            names.add(name);
        }
        if (channels.isEmpty()) {
            throw new RecordingException(
                    file, "must have at least one column besides time and key but has " + names + "; add the channels");
        }
        return new CsvColumns(List.copyOf(names), index(names, TIME), index(names, KEY), List.copyOf(channels));
    }

    private static void requireNames(Path file, CSVRecord header) {
        if (header.stream().allMatch(cell -> NUMBER.matcher(cell).matches())) {
            throw new RecordingException(
                    file,
                    "line 1 must be a header row with the names of the columns but holds numbers alone ("
                            + String.join(",", header) + "); add one above it, like x,y for two channels");
        }
        if (header.size() == 1 && header.get(0).contains(";")) {
            throw new RecordingException(
                    file,
                    "columns must be separated by commas but the header row is '" + header.get(0)
                            + "'; write commas, and points in decimal numbers");
        }
    }

    private static void requireNoTimes(Path file, String name) {
        if (NEARLY_TIME.matcher(name).matches()) {
            throw new RecordingException(
                    file,
                    "a channel must not be named '" + name
                            + "', which reads like times; name the column 'time' and write microseconds since 1970 or"
                            + " instants like 2026-01-31T12:00:00.5Z, or take it out");
        }
    }

    private static OptionalInt index(List<String> names, String name) {
        int at = names.indexOf(name);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }
}
