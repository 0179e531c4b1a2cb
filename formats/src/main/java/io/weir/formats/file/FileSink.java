package io.weir.formats.file;

import io.weir.connector.Sink;
import io.weir.connector.SinkContext;
import java.io.IOException;

/** Rows as new files of a table, for one run of one statement. */
record FileSink(SinkTarget target, SinkColumns columns) implements Sink {
    @Override
    public String name() {
        return target.format() + " " + target.root();
    }

    @Override
    public Writer open(SinkContext context) throws IOException {
        return new FileWriter(FileStores.of(target.root()), this, context);
    }

    @Override
    public Committer committer() throws IOException {
        return new FileCommitter(FileStores.of(target.root()), this, JobOwner.current());
    }
}
