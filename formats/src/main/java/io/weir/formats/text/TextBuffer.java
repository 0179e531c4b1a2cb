package io.weir.formats.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of text that grow at the end. */
public final class TextBuffer {
    private byte[] data = new byte[1 << 12];
    private int length;

    public byte[] data() {
        return data;
    }

    public int length() {
        return length;
    }

    /** Forgets what was appended from {@code newLength} on. */
    public void cut(int newLength) {
        length = newLength;
    }

    public void append(char ascii) {
        reserve(1);
        data[length++] = (byte) ascii;
    }

    public void append(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length);
    }

    public void append(byte[] source, int start, int count) {
        reserve(count);
        System.arraycopy(source, start, data, length, count);
        length += count;
    }

    /** A number with zeros before it, not negative and of no more than so many digits. */
    void append(long number, int digits) {
        reserve(digits);
        var left = number;
        for (var i = length + digits - 1; i >= length; i--) {
            data[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += digits;
    }

    private void reserve(int more) {
        if (length > data.length - more) {
            data = Arrays.copyOf(data, Math.max(Math.addExact(length, more), 2 * data.length));
        }
    }

    /** Writes everything and is empty then. */
    public void drainTo(OutputStream out) throws IOException {
        out.write(data, 0, length);
        length = 0;
    }
}
