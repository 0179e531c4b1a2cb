package io.weir.formats.parquet;

/** Bytes that cannot be what the file says they are. Whoever knows the place turns it into an error for the user. */
final class Damage extends RuntimeException {
    Damage(String message) {
        super(message);
    }

    Damage(String message, Throwable cause) {
        super(message, cause);
    }
}
