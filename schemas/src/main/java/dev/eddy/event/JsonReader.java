package dev.eddy.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.eddy.event.UnreadableEventException.Reason;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * One JSON object: samples, {@code {"startTime": T, "samples": [[1, 2], [3, 4]]}}, or readings, {@code {"readings": [{"time":
 * T, "values": [1, null]}]}}, or one reading, {@code {"time": T, "values": [1, null]}}. Numbers without inner brackets are
 * samples of one channel. Times are whole microseconds since 1970 or ISO-8601. {@code sampleRate}, {@code endOfEvent} and
 * {@code reset} may be left out. Any thread may call.
 */
final class JsonReader implements SignalReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final SignalSpec signal;
    private final SampleCodec codec;

    JsonReader(SignalSpec signal, int maxSamples) {
        this.signal = signal;
        this.codec = new SampleCodec(signal, maxSamples);
    }

    @Override
    public Samples read(Envelope envelope, byte[] value) {
        try (JsonParser in = JSON.createParser(value)) {
            return new Event(in, envelope.topic()).read();
        } catch (IOException e) {
            throw new UnreadableEventException(Reason.NOT_JSON, envelope.topic(), "has " + e.getMessage(), e);
        }
    }

    /** One event while it is read. */
    private final class Event {

        private final JsonParser in;
        private final String topic;
        private final Rows rows = new Rows(signal.channels(), codec);
        private long startMicros = -1;
        private boolean ofSamples;
        private boolean ofReadings;
        private boolean ends;
        private boolean resets;

        Event(JsonParser in, String topic) {
            this.in = in;
            this.topic = topic;
        }

        Samples read() throws IOException {
            require(in.nextToken() == JsonToken.START_OBJECT, "must be an object");
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                field(name);
            }
            require(in.nextToken() == null, "must end with its object");
            return samples();
        }

        private Samples samples() {
            require(
                    ofSamples != ofReadings,
                    "must hold samples, or readings, or time and values, and one of them only");
            require(
                    ofSamples ? rows.times().length == 0 : rows.areWhole(),
                    "must have a time for each of its readings");
            require(startMicros >= 0 || rows.times().length > 0, "must have a startTime");
            return ofSamples
                    ? new Samples(startMicros, rows.values(), ends, resets)
                    : new Samples(start(), rows.values(), ends, resets, rows.times());
        }

        private long start() {
            return startMicros >= 0 ? startMicros : rows.times()[0];
        }

        private void field(String name) throws IOException {
            switch (name) {
                case "startTime" -> startMicros = micros();
                case "sampleRate" -> codec.requireRate(rate());
                case "samples" -> readSamples();
                case "readings" -> readReadings();
                case "time" -> {
                    startMicros = micros();
                    rows.time(startMicros);
                }
                case "values" -> {
                    ofReadings = true;
                    row(true);
                }
                case "endOfEvent" -> ends = flag();
                case "reset" -> resets = flag();
                default -> throw malformed("has a field " + name + " that is none of an event");
            }
        }

        private void readSamples() throws IOException {
            require(in.currentToken() == JsonToken.START_ARRAY, "must have a list of samples");
            ofSamples = true;
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (in.currentToken() == JsonToken.START_ARRAY) {
                    row(false);
                } else {
                    rows.add(value());
                    rows.endOfRow();
                }
            }
        }

        private void readReadings() throws IOException {
            require(in.currentToken() == JsonToken.START_ARRAY, "must have a list of readings");
            ofReadings = true;
            while (in.nextToken() != JsonToken.END_ARRAY) {
                require(in.currentToken() == JsonToken.START_OBJECT, "must have an object for each reading");
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    switch (name) {
                        case "time" -> rows.time(micros());
                        case "values" -> row(true);
                        default -> throw malformed("has a field " + name + " that is none of a reading");
                    }
                }
                require(rows.areWhole(), "must have a time and values in each reading");
            }
        }

        private void row(boolean gaps) throws IOException {
            require(in.currentToken() == JsonToken.START_ARRAY, "must have a list of values, one for each channel");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (gaps && in.currentToken() == JsonToken.VALUE_NULL) {
                    rows.addNothing();
                } else {
                    rows.add(value());
                }
            }
            rows.endOfRow();
        }

        private float value() throws IOException {
            requireNumber();
            return in.getFloatValue();
        }

        private double rate() throws IOException {
            requireNumber();
            return in.getDoubleValue();
        }

        private void requireNumber() throws IOException {
            require(in.currentToken().isNumeric(), "must have a number but has " + in.getText());
        }

        private boolean flag() throws IOException {
            require(in.currentToken().isBoolean(), "must have true or false for " + in.currentName());
            return in.getBooleanValue();
        }

        private long micros() throws IOException {
            try {
                return in.currentToken() == JsonToken.VALUE_STRING
                        ? SampleCodec.micros(Instant.parse(in.getText()))
                        : SampleCodec.requireTime(wholeMicros());
            } catch (DateTimeException e) {
                throw malformed(
                        "has a time that is neither whole microseconds since 1970 nor ISO-8601: " + in.getText());
            }
        }

        private long wholeMicros() throws IOException {
            require(in.currentToken() == JsonToken.VALUE_NUMBER_INT, "must have times in whole microseconds");
            return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? -1 : in.getLongValue();
        }

        private void require(boolean holds, String rule) {
            if (!holds) {
                throw malformed(rule);
            }
        }

        private UnreadableEventException malformed(String found) {
            return new UnreadableEventException(Reason.NOT_JSON, topic, found);
        }
    }
}
