package io.weir.cluster;

import io.weir.Nullable;
import io.weir.exchange.socket.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What a request shows to be let in. Derived from the secret of the cluster, which it does not give away. */
public final class AccessToken {
    private static final String SCHEME = "Bearer ";

    private final String text;

    private AccessToken(String text) {
        this.text = text;
    }

    public static AccessToken of(Secret secret) {
        return new AccessToken(HexFormat.of().formatHex(secret.derive("web")));
    }

    /** The value of the header Authorization. */
    public String header() {
        return SCHEME + text;
    }

    /** Takes as long whether little or much of it is wrong. */
    public boolean admits(@Nullable String header) {
        return header != null && MessageDigest.isEqual(bytes(header()), bytes(header));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "AccessToken";
    }
}
