package dev.eddy.watch;

import dev.eddy.cluster.PartitionLag;
import dev.eddy.offline.ScoredKey;
import dev.eddy.topology.StoredKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a key.
 *
 * @param key stream id
 * @param changelog topic of the states
 * @param partition of the key
 * @param stored when the state was committed
 * @param bytes of the state as they are stored
 * @param state what they say
 * @param last newest prediction that is kept
 * @param lags of the partition, in each topic that the app reads
 */
public record Inspection(
        String key,
        String changelog,
        int partition,
        Instant stored,
        byte[] bytes,
        StoredKey state,
        Optional<ScoredKey> last,
        List<PartitionLag> lags) {}
