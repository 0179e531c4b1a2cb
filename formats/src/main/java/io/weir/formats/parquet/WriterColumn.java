package io.weir.formats.parquet;

import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.ByteVector;
import io.weir.vector.BytesVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.FloatVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.ShortVector;
import io.weir.vector.Vector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** One leaf column of one row group: values become pages, pages go to the page writer. */
final class WriterColumn {
    /** Rows of a page at most, so that a reader can skip within a row group and share it with others. */
    private static final int MAX_PAGE_ROWS = 50_000;

    private final ColumnDescriptor column;
    private final PageWriter pages;
    private final ValuesWriter repetition;
    private final ValuesWriter definition;
    private final ValuesWriter values;
    private final int maxPageBytes;
    private Statistics<?> statistics;
    private int pageValues;
    private int pageRows;

    WriterColumn(ColumnDescriptor column, PageWriter pages, ParquetProperties properties) {
        this.column = column;
        this.pages = pages;
        this.repetition = properties.newRepetitionLevelWriter(column);
        this.definition = properties.newDefinitionLevelWriter(column);
        this.values = properties.newValuesWriter(column);
        this.maxPageBytes = properties.getPageSizeThreshold();
        this.statistics = Statistics.createStats(column.getPrimitiveType());
    }

    /** {@code rows} is how many rows of the table the slots make. */
    void write(Vector leaf, WriterSlots slots, int rows) throws IOException {
        writeLevels(slots);
        var present = present(slots);
        statistics.incrementNumNulls((long) slots.count() - present.length);
        if (present.length > 0) {
            writeValues(leaf, present);
        }
        pageValues += slots.count();
        pageRows += rows;
        if (pageRows >= MAX_PAGE_ROWS || open() >= maxPageBytes) {
            endPage();
        }
    }

    private void writeLevels(WriterSlots slots) {
        if (column.getMaxRepetitionLevel() > 0) {
            for (var i = 0; i < slots.count(); i++) {
                repetition.writeInteger(slots.repetition()[i]);
            }
        }
        for (var i = 0; i < slots.count(); i++) {
            definition.writeInteger(slots.definition()[i]);
        }
    }

    private static int[] present(WriterSlots slots) {
        var present = new int[slots.count()];
        var count = 0;
        for (var i = 0; i < slots.count(); i++) {
            present[count] = slots.rows()[i];
            count += slots.rows()[i] >= 0 ? 1 : 0;
        }
        return count == present.length ? present : Arrays.copyOf(present, count);
    }

    private void writeValues(Vector leaf, int[] rows) {
        if (leaf instanceof LongVector v) {
            if (column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32) {
                writeInts(gather(v.values(), rows));
            } else {
                writeLongs(v.values(), rows);
            }
        } else if (leaf instanceof IntVector v) {
            var gathered = new int[rows.length];
            for (var i = 0; i < rows.length; i++) {
                gathered[i] = v.values()[rows[i]];
            }
            writeInts(gathered);
        } else if (leaf instanceof BytesVector v) {
            writeBytes(v, rows);
        } else if (leaf instanceof DoubleVector v) {
            writeDoubles(v.values(), rows);
        } else {
            writeRare(leaf, rows);
        }
    }

    private void writeRare(Vector leaf, int[] rows) {
        if (leaf instanceof ShortVector v) {
            writeInts(gather(rows, v::value));
        } else if (leaf instanceof ByteVector v) {
            writeInts(gather(rows, v::value));
        } else if (leaf instanceof FloatVector v) {
            writeFloats(v.values(), rows);
        } else if (leaf instanceof Decimal128Vector v) {
            writeDecimals(v, rows);
        } else if (leaf instanceof BooleanVector v) {
            for (var row : rows) {
                values.writeBoolean(v.value(row));
                statistics.updateStats(v.value(row));
            }
        } else {
            throw new AssertionError(leaf);
        }
    }

    private static int[] gather(int[] rows, IntUnaryOperator value) {
        return Arrays.stream(rows).map(value).toArray();
    }

    private static int[] gather(long[] numbers, int[] rows) {
        var gathered = new int[rows.length];
        for (var i = 0; i < rows.length; i++) {
            gathered[i] = (int) numbers[rows[i]];
        }
        return gathered;
    }

    private void writeInts(int[] numbers) {
        var min = numbers[0];
        var max = min;
        for (var number : numbers) {
            values.writeInteger(number);
            min = Math.min(min, number);
            max = Math.max(max, number);
        }
        statistics.updateStats(min);
        statistics.updateStats(max);
    }

    private void writeLongs(long[] numbers, int[] rows) {
        var min = numbers[rows[0]];
        var max = min;
        for (var row : rows) {
            var number = numbers[row];
            values.writeLong(number);
            min = Math.min(min, number);
            max = Math.max(max, number);
        }
        statistics.updateStats(min);
        statistics.updateStats(max);
    }

    /** NaN is no bound unless there is nothing else; a zero is either zero. */
    private void writeDoubles(double[] numbers, int[] rows) {
        var min = Double.NaN;
        var max = Double.NaN;
        for (var row : rows) {
            var number = numbers[row];
            values.writeDouble(number);
            if (!Double.isNaN(number)) {
                min = Double.isNaN(min) ? number : Math.min(min, number);
                max = Double.isNaN(max) ? number : Math.max(max, number);
            }
        }
        statistics.updateStats(min == 0 ? -0.0 : min);
        statistics.updateStats(max == 0 ? 0.0 : max);
    }

    private void writeFloats(float[] numbers, int[] rows) {
        var min = Float.NaN;
        var max = Float.NaN;
        for (var row : rows) {
            var number = numbers[row];
            values.writeFloat(number);
            if (!Float.isNaN(number)) {
                min = Float.isNaN(min) ? number : Math.min(min, number);
                max = Float.isNaN(max) ? number : Math.max(max, number);
            }
        }
        statistics.updateStats(min == 0 ? -0.0f : min);
        statistics.updateStats(max == 0 ? 0.0f : max);
    }

    private void writeBytes(BytesVector vector, int[] rows) {
        var min = rows[0];
        var max = rows[0];
        for (var row : rows) {
            values.writeBytes(binary(vector, row));
            min = BytesVector.compare(vector, row, vector, min) < 0 ? row : min;
            max = BytesVector.compare(vector, row, vector, max) > 0 ? row : max;
        }
        statistics.updateStats(binary(vector, min));
        statistics.updateStats(binary(vector, max));
    }

    /** Whoever keeps it copies it: the array is the whole batch's. */
    private static Binary binary(BytesVector vector, int row) {
        return Binary.fromReusedByteArray(vector.data(), vector.starts()[row], vector.lengths()[row]);
    }

    private void writeDecimals(Decimal128Vector vector, int[] rows) {
        var length = WriterSchema.decimalBytes(((DataType.Decimal) vector.type()).precision());
        var wide = ByteBuffer.allocate(2 * Long.BYTES);
        for (var row : rows) {
            wide.putLong(0, vector.high(row)).putLong(Long.BYTES, vector.low()[row]);
            var value = Binary.fromReusedByteArray(wide.array(), wide.capacity() - length, length);
            values.writeBytes(value);
            statistics.updateStats(value);
        }
    }

    private long open() {
        return values.getBufferedSize() + definition.getBufferedSize() + repetition.getBufferedSize();
    }

    /** Bytes of heap held for this column. */
    long buffered() {
        return open() + pages.getMemSize();
    }

    private void endPage() throws IOException {
        var bytes = BytesInput.concat(Stream.of(repetition, definition, values)
                .map(ValuesWriter::getBytes)
                .toList());
        pages.writePage(
                bytes,
                pageValues,
                pageRows,
                statistics,
                repetition.getEncoding(),
                definition.getEncoding(),
                values.getEncoding());
        repetition.reset();
        definition.reset();
        values.reset();
        statistics = Statistics.createStats(column.getPrimitiveType());
        pageValues = 0;
        pageRows = 0;
    }

    /** Hands everything to the page writer; nothing can be written afterwards. */
    void finish() throws IOException {
        if (pageValues > 0) {
            endPage();
        }
        var dictionary = values.toDictPageAndClose();
        if (dictionary != null) {
            pages.writeDictionaryPage(dictionary);
            values.resetDictionary();
        }
        close();
    }

    void close() {
        repetition.close();
        definition.close();
        values.close();
    }
}
