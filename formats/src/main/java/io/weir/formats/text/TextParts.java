package io.weir.formats.text;

import io.weir.Nullable;
import io.weir.formats.file.FileEntry;
import io.weir.formats.file.FilePart;
import io.weir.formats.file.Widening;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.ArrayList;
import java.util.List;

/** How files of lines are cut, and what the types guessed from several of them have in common. */
public final class TextParts {
    /** What text usually shrinks to when compressed: a guess for estimates only. */
    private static final int COMPRESSION = 4;

    private TextParts() {}

    /** Ranges of bytes; a part has the lines that begin in it. A compressed file is one part. */
    public static List<FilePart> split(FileEntry file, long targetBytes) {
        var length = file.length();
        if (TextInput.isCompressed(file.path()) || length <= targetBytes) {
            return List.of(FilePart.around(0, file, -1, 0, length, length));
        }
        var parts = new ArrayList<FilePart>();
        var count = (length + targetBytes - 1) / targetBytes;
        for (var i = 0L; i < count; i++) {
            var from = length / count * i + Math.min(i, length % count);
            var to = length / count * (i + 1) + Math.min(i + 1, length % count);
            parts.add(FilePart.around(from + (to - from) / 2, file, -1, from, to, to - from));
        }
        return parts;
    }

    /** How long a file is when it is not compressed, roughly. */
    public static long plainBytes(FileEntry file) {
        return TextInput.isCompressed(file.path()) ? file.length() * COMPRESSION : file.length();
    }

    /** Numbers of any kind are doubles; what has nothing else in common is text. Null where one side is nested. */
    public static @Nullable DataType unify(DataType left, DataType right) {
        var lossless = Widening.unify(left, right);
        if (lossless != null) {
            return lossless;
        }
        if (isNested(left) || isNested(right)) {
            return null;
        }
        return isNumber(left) && isNumber(right) ? Scalar.DOUBLE : Scalar.VARCHAR;
    }

    private static boolean isNested(DataType type) {
        return switch (type.storage()) {
            case LIST, MAP, ROW, OBJECT -> true;
            default -> false;
        };
    }

    private static boolean isNumber(DataType type) {
        return type == Scalar.BIGINT || type == Scalar.DOUBLE;
    }
}
