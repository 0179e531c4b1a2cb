package io.weir.formats.file;

import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** How rows lie in a file. One object a format, thread safe; found by name through ServiceLoader. */
public interface Format {
    /** Lower case: parquet, csv, json. Also the ending of files. */
    String name();

    /** What is in a file: schema, number of rows, statistics, parts. Reads as little as it can; the caller caches it. */
    FileSummary summarize(FileInput file, FormatOptions options) throws IOException;

    /** Opens a part of a file. The reader closes the input. */
    Source.Reader<FilePart> open(FileInput file, FilePart part, ScanRequest request, ReaderContext context)
            throws IOException;

    /** Starts a file; the writer closes the stream. */
    BatchWriter create(OutputStream out, Schema schema, FormatOptions options) throws IOException;

    /** Writes batches to one file. */
    interface BatchWriter extends AutoCloseable {
        void write(Batch batch) throws IOException;

        /** Bytes written or waiting to be, roughly; for the size of files. */
        long bytes();

        /** Ends the file. Without it, closing leaves a file that is not whole. */
        void finish() throws IOException;

        @Override
        void close();
    }

    /** The parts into which a file is best cut, none much larger than {@code targetBytes} if the format can. */
    List<FilePart> split(FileSummary summary, ScanRequest request, long targetBytes);
}
