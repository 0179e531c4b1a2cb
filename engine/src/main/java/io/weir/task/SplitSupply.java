package io.weir.task;

import io.weir.connector.Source;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Where the tasks of a source stage ask for splits. Any thread may ask. */
public interface SplitSupply {
    /** Answers on the executor: a split, or empty once there is none left. */
    void request(Executor home, Consumer<Optional<Source.Split>> answer);

    /** A split was read to its end. */
    void finished(Source.Split split);
}
