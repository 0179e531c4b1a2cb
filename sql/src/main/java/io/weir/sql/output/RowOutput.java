package io.weir.sql.output;

import io.weir.flow.Batch;
import java.io.IOException;

/** Takes the batches of one result. {@link #finish} comes once, after the last, and only if the query succeeded. */
public interface RowOutput {
    void write(Batch batch) throws IOException;

    void finish() throws IOException;
}
