package io.weir.graph;

import java.io.Serializable;

/**
 * A jar with classes of a job, wherever its bytes are.
 *
 * @param name for people
 * @param sha256 of its bytes, in hexadecimal digits: by which it is known
 * @param bytes how many there are
 */
public record JobJar(String name, String sha256, long bytes) implements Serializable {
    private static final int DIGITS = 64;

    public JobJar {
        // it becomes the name of a file
        if (sha256.length() != DIGITS || !sha256.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
            throw new IllegalArgumentException("no SHA-256: " + sha256);
        }
    }
}
