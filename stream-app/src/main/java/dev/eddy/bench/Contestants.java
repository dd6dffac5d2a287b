package dev.eddy.bench;

import dev.eddy.local.JavaProcess;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The processes of those who take part; they end when this is closed.
 *
 * @param all but the model alone, which needs none
 */
record Contestants(Map<Contender, Contestant> all) implements AutoCloseable {

    static Contestants of(Bench.Field field) {
        Contestants contestants = new Contestants(new EnumMap<>(Contender.class));
        try {
            for (Contender contender : field.contenders()) {
                if (contender != Contender.MODEL_ALONE) {
                    JavaProcess process = field.host().apply(contender);
                    contestants.all.put(contender, new Contestant(process));
                }
            }
            return contestants;
        } catch (RuntimeException e) {
            contestants.close();
            throw e;
        }
    }

    Contestant get(Contender contender) {
        return Objects.requireNonNull(all.get(contender), contender::toString);
    }

    @Override
    public void close() {
        all.values().forEach(Contestant::close);
    }
}
