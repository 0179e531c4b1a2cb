package io.weir.formats.text;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines that end with a line feed, some at a time, as ranges of {@link #data()}, which the next {@link #next} reuses. */
public final class LineReader {
    private static final int BUFFER = 1 << 18;
    private static final int MAX_LINE = 1 << 28;

    private final InputStream in;
    private final String file;
    private byte[] data = new byte[BUFFER];
    private int position;
    private int limit;
    /** Where in the file the first byte of the buffer lies. */
    private long base;

    private boolean ended;
    private final int[] starts;
    private final int[] lengths;
    private int count;

    /**
     * @param from where the stream is in the file
     * @param max how many lines {@link #next} answers at most
     */
    public LineReader(InputStream in, String file, long from, int max) {
        this.in = in;
        this.file = file;
        this.base = from;
        this.starts = new int[max];
        this.lengths = new int[max];
    }

    /** Skips what is left of a line that began before. */
    public void skipLine() throws IOException {
        while (position < limit || fill()) {
            if (data[position++] == '\n') {
                return;
            }
        }
    }

    /** Reads lines that begin before {@code end}, counted in bytes of the file; false if there are none. */
    public boolean next(long end) throws IOException {
        count = 0;
        var scanned = position;
        while (count < starts.length && base + position < end) {
            var newline = find(scanned);
            if (newline < 0 && !ended) {
                scanned = limit;
                if (limit == data.length && count > 0) {
                    return true;
                }
                var before = position;
                fill();
                scanned -= before - position;
                continue;
            }
            if (newline < 0 && position == limit) {
                break;
            }
            var lineEnd = newline < 0 ? limit : newline;
            starts[count] = position;
            lengths[count++] = lineEnd - position;
            position = newline < 0 ? limit : newline + 1;
            scanned = position;
        }
        return count > 0;
    }

    private int find(int from) {
        for (var i = from; i < limit; i++) {
            if (data[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Only called while no line was found since the last {@link #next}, or where there is room. */
    private boolean fill() throws IOException {
        if (limit == data.length) {
            makeRoom();
        }
        var read = in.read(data, limit, data.length - limit);
        ended = read < 0;
        limit += Math.max(read, 0);
        return !ended;
    }

    private void makeRoom() {
        if (position == 0) {
            if (data.length >= MAX_LINE) {
                throw new EngineException(
                        ErrorCode.BAD_DATA,
                        "a line of more than " + MAX_LINE + " bytes at byte " + base + " of " + file);
            }
            data = Arrays.copyOf(data, 2 * data.length);
            return;
        }
        System.arraycopy(data, position, data, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
    }

    public int count() {
        return count;
    }

    public byte[] data() {
        return data;
    }

    public int start(int line) {
        return starts[line];
    }

    /** Without the line feed. */
    public int length(int line) {
        return lengths[line];
    }

    /** Where in the file a line begins. */
    public long offset(int line) {
        return base + starts[line];
    }

    /** Where in the file the next line begins. */
    public long position() {
        return base + position;
    }
}
