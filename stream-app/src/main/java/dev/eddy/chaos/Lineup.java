package dev.eddy.chaos;

import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Which model must score which event of which key, and which one is tried beside it: as the orders among the signals say, and
 * by nothing else. Events of a key are numbered as in the {@link Script}. One thread.
 */
final class Lineup {

    private final String first;
    private final @Nullable Line[] lines;
    private final Map<Integer, Stage> stages = new HashMap<>();

    /**
     * Who scores, and who is tried.
     *
     * @param version of the model that scores
     * @param trial beside it, if there is one
     */
    record Cast(String version, @Nullable Trial trial) {}

    /**
     * A model that is tried.
     *
     * @param version of it
     * @param number of its order among those of the partition, which tells it from others
     */
    record Trial(String version, int number) {}

    /** A partition: its keys, who is on, and what was ordered so far. */
    private static final class Stage {
        final List<Line> lines = new ArrayList<>();
        final List<String> orders = new ArrayList<>();
        Cast on;

        Stage(Cast on) {
            this.on = on;
        }
    }

    /** A key: how many events of it there are, who was on at the one asked for last, and who comes on from which on. */
    private static final class Line {
        final Queue<Entrance> entrances = new ArrayDeque<>(1);
        int events;
        Cast on;

        Line(Cast on) {
            this.on = on;
        }
    }

    private record Entrance(int event, Cast cast) {}

    /** Begins with one model for all keys. */
    Lineup(String first, int keys) {
        this.first = first;
        this.lines = new Line[keys];
    }

    /** The next event of a key. */
    void event(int partition, int key) {
        Line line = lines[key];
        if (line == null) {
            Stage stage = stage(partition);
            line = new Line(stage.on);
            stage.lines.add(line);
            lines[key] = line;
        }
        line.events++;
    }

    /** From here on that model scores the keys of a partition; a trial is over. */
    void order(int partition, Switch order) {
        enter(partition, new Cast(order.model().version(), null), order.toString());
    }

    /** From here on that model is tried in a partition, or none is. */
    void order(int partition, Tryout order) {
        Stage stage = stage(partition);
        Trial trial = order.share() > 0 ? new Trial(order.model().version(), stage.orders.size()) : null;
        enter(partition, new Cast(stage.on.version(), trial), order.toString());
    }

    private void enter(int partition, Cast cast, String order) {
        Stage stage = stage(partition);
        stage.on = cast;
        stage.orders.add(order);
        stage.lines.forEach(line -> line.entrances.add(new Entrance(line.events, cast)));
    }

    private Stage stage(int partition) {
        return stages.computeIfAbsent(partition, unknown -> new Stage(new Cast(first, null)));
    }

    /** Who is on at an event of a key; not one before the event that was asked for last. */
    Cast at(int key, int event) {
        Line line = lines[key];
        if (line == null || event >= line.events) {
            throw new IllegalStateException("event " + event + " of " + Script.name(key)
                    + " must be among the signals before its prediction is there but is not");
        }
        for (Entrance next = line.entrances.peek();
                next != null && next.event() <= event;
                next = line.entrances.peek()) {
            line.on = line.entrances.remove().cast();
        }
        return line.on;
    }

    /** Whether each partition was given the same orders, one after the other. */
    boolean agrees() {
        return stages.values().stream().map(stage -> stage.orders).distinct().count() <= 1;
    }
}
