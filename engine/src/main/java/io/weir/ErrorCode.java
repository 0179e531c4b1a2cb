package io.weir;

/** What went wrong, as a name that reports and retries can rely on. The type alone decides whether a retry makes sense. */
public enum ErrorCode {
    SYNTAX(Type.USER),
    INVALID_STATEMENT(Type.USER),
    INVALID_OPTION(Type.USER),
    NOT_FOUND(Type.USER),
    ALREADY_EXISTS(Type.USER),
    TYPE_MISMATCH(Type.USER),
    DIVISION_BY_ZERO(Type.USER),
    NUMERIC_OVERFLOW(Type.USER),
    INVALID_CAST(Type.USER),
    INVALID_ARGUMENT(Type.USER),
    SUBQUERY_MORE_THAN_ONE_ROW(Type.USER),
    BAD_DATA(Type.USER),
    SCHEMA_MISMATCH(Type.USER),
    NOT_SUPPORTED(Type.USER),
    USER_FUNCTION(Type.USER),
    CANCELLED(Type.USER),
    OUT_OF_MEMORY(Type.RESOURCES),
    OUT_OF_DISK(Type.RESOURCES),
    FILE_ACCESS(Type.EXTERNAL),
    /** Another process cannot be reached, or was lost. */
    CONNECTION(Type.EXTERNAL),
    /** What was to run something has ended, and will not come back. */
    APPLICATION_ENDED(Type.EXTERNAL),
    /** What a task left for the tasks after it cannot be read any more: it must run again. */
    OUTPUT_LOST(Type.EXTERNAL),
    INTERNAL(Type.INTERNAL);

    /** Who can mend it: the user, the developers, whoever gives resources, whoever runs the system outside. */
    public enum Type {
        USER,
        INTERNAL,
        RESOURCES,
        EXTERNAL
    }

    private final Type type;

    ErrorCode(Type type) {
        this.type = type;
    }

    public Type type() {
        return type;
    }

    /** The exit code of a process that ends with this error: 1 a user's mistake, 2 a failure, 130 cancelled. */
    public int exitCode() {
        if (this == CANCELLED) {
            return 130;
        }
        return type == Type.USER ? 1 : 2;
    }
}
