package io.weir.sql.output;

import io.weir.flow.Batch;
import io.weir.formats.file.Format;
import java.io.IOException;

/** Rows in the form of a file. */
final class FileOutput implements RowOutput {
    private final Format.BatchWriter writer;

    FileOutput(Format.BatchWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(Batch batch) throws IOException {
        writer.write(batch);
    }

    @Override
    public void finish() throws IOException {
        writer.finish();
        writer.close();
    }
}
