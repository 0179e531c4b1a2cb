package io.weir.exchange.socket;

import java.util.Locale;

/**
 * A process to read from and to write to.
 *
 * @param name never given to another process
 * @param host where it listens
 */
public record Peer(String name, String host, int port) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s at %s:%d", name, host, port);
    }
}
