package io.weir.graph;

import io.weir.flow.Batch;
import java.io.Serializable;

/**
 * What one job wants.
 *
 * @param parallelism the most tasks a stage may have
 * @param batchRows rows of a full batch, at least 1
 * @param operatorMemory bytes for kept rows of all operators together; 0: as much as the process has
 */
public record JobSettings(int parallelism, int batchRows, long operatorMemory) implements Serializable {
    public JobSettings {
        if (parallelism < 1 || batchRows < 1 || operatorMemory < 0) {
            throw new IllegalArgumentException("job settings out of range: " + parallelism + " tasks, " + batchRows
                    + " rows a batch, " + operatorMemory + " bytes");
        }
    }

    public static JobSettings of(int parallelism) {
        return new JobSettings(parallelism, Batch.DEFAULT_ROWS, 0);
    }
}
