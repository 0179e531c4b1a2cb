package io.weir.formats.file;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** How rows lie in a file. One object a format, thread safe; found by name through ServiceLoader. */
public interface Format {
    /** Lower case: parquet, csv, json. Also the ending of files. */
    String name();

    /** The endings of names of such files, without the dot and in lower case. */
    default Set<String> endings() {
        return Set.of(name());
    }

    /** How the names of files end that are written with these options. */
    default String ending(FormatOptions options) {
        return name();
    }

    /** The type that holds the values of both without loss, for columns of one name in two files; null if there is none. */
    default @Nullable DataType unify(DataType left, DataType right) {
        return Widening.unify(left, right);
    }

    /** Whether a row may lack any column as if it were null there, so that a file may too. */
    default boolean rowsMayLackColumns() {
        return false;
    }

    /** Tells a table's number of rows where the summary does not; -1 if that is no better known. */
    default long estimatedRows(FileSummary summary) {
        return summary.rows();
    }

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

        /** Bytes of heap held until they are written, roughly. */
        default long buffered() {
            return 0;
        }

        /** Ends the file. Without it, closing leaves a file that is not whole. */
        void finish() throws IOException;

        @Override
        void close();
    }

    /**
     * The parts into which a file is best cut, none much larger than {@code targetBytes} if the format can.
     *
     * @param files for a format that has to look into the file for that; what it opens it closes
     */
    List<FilePart> split(FileSummary summary, ScanRequest request, long targetBytes, FileOpener files)
            throws IOException;
}
