package io.weir.graph;

import io.weir.flow.Batch;
import java.io.Serializable;
import java.util.List;

/**
 * What one job wants.
 *
 * @param parallelism the most tasks a stage may have
 * @param batchRows rows of a full batch, at least 1
 * @param operatorMemory bytes for kept rows of all operators together; 0: as much as the process has
 * @param jars with classes of its own; whoever sends the job to another process finds them
 */
public record JobSettings(int parallelism, int batchRows, long operatorMemory, List<JobJar> jars)
        implements Serializable {
    public JobSettings {
        if (parallelism < 1 || batchRows < 1 || operatorMemory < 0) {
            throw new IllegalArgumentException("job settings out of range: " + parallelism + " tasks, " + batchRows
                    + " rows a batch, " + operatorMemory + " bytes");
        }
        jars = List.copyOf(jars);
    }

    public JobSettings(int parallelism, int batchRows, long operatorMemory) {
        this(parallelism, batchRows, operatorMemory, List.of());
    }

    public static JobSettings of(int parallelism) {
        return new JobSettings(parallelism, Batch.DEFAULT_ROWS, 0);
    }

    public JobSettings withJars(List<JobJar> own) {
        return new JobSettings(parallelism, batchRows, operatorMemory, own);
    }
}
