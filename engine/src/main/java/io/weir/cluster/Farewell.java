package io.weir.cluster;

/**
 * How it went for a client that leaves.
 *
 * @param exitCode as of its process: 0 if it got what it wanted
 * @param cause one line; empty if there is nothing to say
 * @param ends 1 if the client wants the cluster to end, else 0
 */
public record Farewell(int exitCode, String cause, int ends) {
    private static final int FAILURE = 2;

    public static Farewell of(int exitCode, String cause) {
        return new Farewell(exitCode, cause, 0);
    }

    public static Farewell failure(String cause) {
        return of(FAILURE, cause);
    }

    public static Farewell ofAll() {
        return new Farewell(0, "", 1);
    }
}
