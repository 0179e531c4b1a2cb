package io.weir.formats.csv;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts bytes into records and these into fields, some records at a time. Fields are ranges of {@link #data()}, which is reused by
 * the next {@link #next}.
 */
final class CsvRecords {
    private static final int BUFFER = 1 << 18;
    private static final int MAX_RECORD = 1 << 28;
    private static final int MARK = 0xef;

    private final InputStream in;
    private final String file;
    private final CsvDialect dialect;
    private byte[] data = new byte[BUFFER];
    /** The bytes from position to limit are not consumed yet; data[0] is the byte at offset base. */
    private int position;

    private int limit;
    private long base;
    private boolean ended;

    private int[] starts = new int[1 << 12];
    private int[] lengths = new int[1 << 12];
    private int fields;
    private int[] firstFields = new int[1 << 10];
    private int[] offsets = new int[1 << 10];
    private int records;

    /** {@code from} is where the stream is in the file; there or right before begins a line. */
    CsvRecords(InputStream in, String file, CsvDialect dialect, long from) throws IOException {
        this.in = in;
        this.file = file;
        this.dialect = dialect;
        this.base = from;
        if (from == 0) {
            skipMark();
        }
    }

    /** A length with this bit says that the field was quoted; the next bit that it holds escapes. */
    static final int QUOTED = 1 << 31;

    static final int ESCAPED = 1 << 30;
    static final int LENGTH = ESCAPED - 1;
    /** The length of a field that does not end as it should. */
    static final int BROKEN = -1;

    private void skipMark() throws IOException {
        var more = true;
        while (more && limit < 3) {
            more = fill();
        }
        if (limit >= 3 && (data[0] & 0xff) == MARK && (data[1] & 0xff) == 0xbb && (data[2] & 0xff) == 0xbf) {
            position = 3;
        }
    }

    /** Skips what is left of a line that began before. */
    void skipLine() throws IOException {
        while (more()) {
            var c = data[position++];
            if (c == '\n') {
                return;
            }
            if (c == '\r') {
                if (more() && data[position] == '\n') {
                    position++;
                }
                return;
            }
        }
    }

    /** Reads up to {@code max} records that begin before {@code end}, counted in bytes of the file; false if there are none. */
    boolean next(int max, long end) throws IOException {
        records = 0;
        fields = 0;
        while (records < max && more() && base + position < end) {
            var start = position;
            var firstField = fields;
            if (!record()) {
                position = start;
                fields = firstField;
                if (!widen()) {
                    break;
                }
            }
        }
        return records > 0;
    }

    /** Whether there are bytes to consume. Where there is no room for more, the records at hand go out first. */
    private boolean more() throws IOException {
        return position < limit || widen() && position < limit;
    }

    private boolean widen() throws IOException {
        if (limit == data.length && position > 0) {
            if (records > 0) {
                return false;
            }
            shift();
        }
        fill();
        return true;
    }

    /** Moves what is not consumed to the front. */
    private void shift() {
        System.arraycopy(data, position, data, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (limit == data.length) {
            if (data.length >= MAX_RECORD) {
                throw new EngineException(
                        ErrorCode.BAD_DATA,
                        "a row of more than " + MAX_RECORD + " bytes, a quote is not closed? At byte " + base + " of "
                                + file);
            }
            data = Arrays.copyOf(data, 2 * data.length);
        }
        var count = in.read(data, limit, data.length - limit);
        ended = count < 0;
        limit += Math.max(count, 0);
        return !ended;
    }

    /** Takes one line or record; false if it needs bytes that are not there yet. */
    private boolean record() {
        var start = position;
        if (isLineEnd(start)) {
            return emptyLine(start);
        }
        if (data[start] == dialect.comment()) {
            var end = start;
            while (end < limit && !isLineEnd(end)) {
                end++;
            }
            return endLine(end);
        }
        var first = fields;
        var at = start;
        while (true) {
            at = at < limit && data[at] == dialect.quote() ? quoted(at) : unquoted(at);
            if (at < 0) {
                return false;
            }
            if (at == limit || data[at] != dialect.delimiter()) {
                break;
            }
            at++;
            // A delimiter at the very end of the file is followed by an empty field.
            if (at == limit && !ended) {
                return false;
            }
        }
        if (!endLine(at)) {
            return false;
        }
        addRecord(start, first);
        return true;
    }

    private boolean isLineEnd(int at) {
        return at < limit && (data[at] == '\n' || data[at] == '\r');
    }

    /** A line without anything is no record, but a file of one column may mean an empty value by it; that is the reader's choice. */
    private boolean emptyLine(int start) {
        if (!endLine(start)) {
            return false;
        }
        var first = fields;
        addField(start, 0);
        addRecord(start, first);
        return true;
    }

    /** Consumes the end of a line at that place. */
    private boolean endLine(int at) {
        if (at == limit) {
            position = at;
            return ended;
        }
        if (data[at] == '\r') {
            if (at + 1 == limit && !ended) {
                return false;
            }
            position = at + 1 < limit && data[at + 1] == '\n' ? at + 2 : at + 1;
        } else {
            position = at + 1;
        }
        return true;
    }

    private void addRecord(int start, int firstField) {
        if (records + 1 >= firstFields.length) {
            firstFields = Arrays.copyOf(firstFields, 2 * firstFields.length);
            offsets = Arrays.copyOf(offsets, 2 * offsets.length);
        }
        offsets[records] = start;
        firstFields[records++] = firstField;
        firstFields[records] = fields;
    }

    private void addField(int start, int length) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            lengths = Arrays.copyOf(lengths, 2 * fields);
        }
        starts[fields] = start;
        lengths[fields++] = length;
    }

    /** Answers where the field ends: at a delimiter, the end of a line or of the file; negative if more bytes are needed. */
    private int unquoted(int start) {
        var delimiter = dialect.delimiter();
        var bytes = data;
        var end = start;
        for (; end < limit; end++) {
            var c = bytes[end];
            if (c == delimiter || c == '\n' || c == '\r') {
                addField(start, end - start);
                return end;
            }
        }
        if (!ended) {
            return -1;
        }
        addField(start, end - start);
        return end;
    }

    private int quoted(int start) {
        var quote = dialect.quote();
        var escape = dialect.escape();
        var flags = QUOTED;
        var at = start + 1;
        for (; at < limit; at++) {
            var c = data[at];
            if (c == escape && c != quote) {
                flags |= ESCAPED;
                at++;
            } else if (c == quote) {
                if (at + 1 == limit && !ended) {
                    return -1;
                }
                if (escape != quote || at + 1 == limit || data[at + 1] != quote) {
                    return endQuoted(start, at, flags);
                }
                flags |= ESCAPED;
                at++;
            }
        }
        if (!ended) {
            return -1;
        }
        addField(start, BROKEN);
        return limit;
    }

    private int endQuoted(int start, int close, int flags) {
        var end = close + 1;
        if (end == limit || data[end] == dialect.delimiter() || isLineEnd(end)) {
            addField(start + 1, close - start - 1 | flags);
            return end;
        }
        while (end < limit && data[end] != dialect.delimiter() && !isLineEnd(end)) {
            end++;
        }
        if (end == limit && !ended) {
            return -1;
        }
        addField(start, BROKEN);
        return end;
    }

    int count() {
        return records;
    }

    byte[] data() {
        return data;
    }

    /** The number of a record's first field. */
    int firstField(int record) {
        return firstFields[record];
    }

    int fields(int record) {
        return firstFields[record + 1] - firstFields[record];
    }

    int start(int field) {
        return starts[field];
    }

    /** With the marks {@link #QUOTED} and {@link #ESCAPED}, or {@link #BROKEN}. */
    int length(int field) {
        return lengths[field];
    }

    /** Where in the file a record begins. */
    long offset(int record) {
        return base + offsets[record];
    }

    /** Where in the file the next record begins. */
    long position() {
        return base + position;
    }

    /** A copy of a field, with its escapes taken away. */
    byte[] text(int field) {
        var length = lengths[field] & LENGTH;
        if ((lengths[field] & ESCAPED) == 0) {
            return Arrays.copyOfRange(data, starts[field], starts[field] + length);
        }
        var plain = new byte[length];
        var used = 0;
        for (var i = starts[field]; i < starts[field] + length; i++) {
            if (data[i] == dialect.escape() && i + 1 < starts[field] + length) {
                i++;
            }
            plain[used++] = data[i];
        }
        return Arrays.copyOf(plain, used);
    }
}
