package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;

/** A row group of a file, for errors to name. */
record Place(String path, int group) {
    /** What a decoder ran into, as an error that says where. */
    EngineException damaged(String column, RuntimeException cause) {
        var what = cause instanceof Damage
                ? cause.getMessage()
                : cause instanceof ArithmeticException
                        ? "a value is out of the range of its type"
                        : "bytes make no sense (" + cause + ")";
        return new EngineException(
                ErrorCode.BAD_DATA,
                oneLine("damaged parquet file: " + what + ": column " + column + ", row group " + group + " of "
                        + path),
                cause);
    }

    /** Names in a file may hold anything; an error does not. */
    static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}
