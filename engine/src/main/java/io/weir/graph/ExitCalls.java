package io.weir.graph;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the calls of System.exit in a class into such of {@link Program#exit}, which has the same signature: only the class that the
 * reference to the method names is another one, at the end of the constant pool.
 */
final class ExitCalls {
    private static final String FROM = "java/lang/System";
    private static final String TO = "io/weir/graph/Program";
    private static final String METHOD = "exit";
    private static final String SIGNATURE = "(I)V";
    private static final int MAGIC_AND_VERSION = 8;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int METHOD_REFERENCE = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int HANDLE = 15;

    private final byte[] bytes;

    /** Of each entry of the constant pool, where it begins. */
    private final int[] at;

    private final int poolEnd;

    private ExitCalls(byte[] bytes) throws IOException {
        this.bytes = bytes;
        at = new int[shortAt(MAGIC_AND_VERSION)];
        var place = MAGIC_AND_VERSION + Short.BYTES;
        for (var i = 1; i < at.length; i++) {
            at[i] = place;
            var tag = bytes[place];
            place += 1 + length(tag, place + 1);
            if (tag == LONG || tag == DOUBLE) {
                i++;
            }
        }
        poolEnd = place;
    }

    /** The same bytes if there are no such calls. */
    static byte[] redirected(byte[] bytes) {
        try {
            return new ExitCalls(bytes).redirect();
        } catch (IOException | IndexOutOfBoundsException noClass) {
            // the machine will say what is wrong with it
            return bytes;
        }
    }

    private int length(int tag, int from) throws IOException {
        return switch (tag) {
            case UTF8 -> Short.BYTES + shortAt(from);
            case 3, 4, 9, METHOD_REFERENCE, 11, NAME_AND_TYPE, 17, 18 -> Integer.BYTES;
            case LONG, DOUBLE -> Long.BYTES;
            case CLASS, 8, 16, 19, 20 -> Short.BYTES;
            case HANDLE -> 3;
            default -> throw new IOException("no constant: " + tag);
        };
    }

    private byte[] redirect() throws IOException {
        var changed = bytes.clone();
        var found = false;
        for (var i = 1; i < at.length; i++) {
            if (at[i] != 0 && bytes[at[i]] == METHOD_REFERENCE && isExit(at[i] + 1)) {
                var owner = at.length + 1;
                changed[at[i] + 1] = (byte) (owner >> Byte.SIZE);
                changed[at[i] + 2] = (byte) owner;
                found = true;
            }
        }
        return found ? withClass(changed) : bytes;
    }

    private boolean isExit(int reference) throws IOException {
        var signature = at[shortAt(reference + Short.BYTES)] + 1;
        return text(shortAt(at[shortAt(reference)] + 1)).equals(FROM)
                && text(shortAt(signature)).equals(METHOD)
                && text(shortAt(signature + Short.BYTES)).equals(SIGNATURE);
    }

    private String text(int index) throws IOException {
        return new DataInputStream(new ByteArrayInputStream(bytes, at[index] + 1, bytes.length)).readUTF();
    }

    /** With two more constants: the name of the class, and the class. */
    private byte[] withClass(byte[] changed) throws IOException {
        var answer = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(answer)) {
            out.write(changed, 0, MAGIC_AND_VERSION);
            out.writeShort(at.length + 2);
            out.write(Arrays.copyOfRange(changed, MAGIC_AND_VERSION + Short.BYTES, poolEnd));
            out.writeByte(UTF8);
            var name = TO.getBytes(StandardCharsets.US_ASCII);
            out.writeShort(name.length);
            out.write(name);
            out.writeByte(CLASS);
            out.writeShort(at.length);
            out.write(changed, poolEnd, changed.length - poolEnd);
        }
        return answer.toByteArray();
    }

    private int shortAt(int place) {
        return (bytes[place] & 0xff) << Byte.SIZE | bytes[place + 1] & 0xff;
    }
}
