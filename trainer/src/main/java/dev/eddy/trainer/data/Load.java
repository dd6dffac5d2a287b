package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import java.nio.file.Path;
import java.util.List;

/**
 * Made-up electricity use of buildings, one sample an hour: the load (kW) follows the day, the week and the outside
 * temperature (°C). All is normal in the training part; elsewhere the meter misbehaves about once a week, which is
 * labelled.
 *
 * @param buildings how many
 * @param days length of each recording
 */
record Load(MadeUp buildings, int days) implements DataSource {

    private static final int HOURS = 24;
    private static final SignalSpec SIGNAL = new SignalSpec(2, 1 / 3600.0);
    private static final int WEEK = 7 * HOURS;

    static Load of(Fields fields) {
        return new Load(MadeUp.read(fields), fields.integer("days", 7, 3650));
    }

    @Override
    public DataSet load(Path folder) {
        List<Entry> entries = buildings.entries("building", this::building);
        return new DataSet("load", SIGNAL, List.of("load", "temperature"), Meter.LABELS, List.of(), false, entries);
    }

    @Override
    public String split() {
        return "by building: " + buildings.phrase();
    }

    private LabelledRecording building(int number, Split split) {
        Draws draws = new Draws(number);
        float[] values = values(draws);
        int[] labels = split == Split.TRAIN ? new int[days * HOURS] : new Meter(draws).disturb(values);
        String key = "building-" + number;
        Recording recording = new Recording(key, START_MICROS, SIGNAL, values);
        return new LabelledRecording(recording, split, key, LabelTrack.of(labels));
    }

    private float[] values(Draws draws) {
        double base = draws.between(20, 30);
        double swing = draws.between(8, 14);
        double heating = draws.between(0.4, 0.8);
        double weather = draws.between(5, 15);
        float[] values = new float[days * HOURS * 2];
        for (int hour = 0; hour < days * HOURS; hour++) {
            weather += 0.01 * (10 - weather) + draws.noise(0.25);
            double temperature = weather + 4 * wave(hour - 9, HOURS);
            double working = hour % WEEK < 5 * HOURS ? 1 : 0.4;
            double use = working * swing * (wave(hour - 7, HOURS) + 0.4 * wave(hour - 4, HOURS / 2));
            values[2 * hour] = (float) (base + use + heating * Math.max(0, 18 - temperature) + draws.noise(0.5));
            values[2 * hour + 1] = (float) (temperature + draws.noise(0.2));
        }
        return values;
    }

    private static double wave(int hour, int period) {
        return StrictMath.sin(2 * Math.PI * hour / period);
    }
}
