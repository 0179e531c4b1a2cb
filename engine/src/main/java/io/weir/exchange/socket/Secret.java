package io.weir.exchange.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What all processes of one application know and nobody else. It never travels; what is signed with it does. */
public final class Secret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST = 16;

    private final SecretKeySpec key;

    private Secret(SecretKeySpec key) {
        this.key = key;
    }

    /** From at least 16 random bytes. */
    public static Secret of(byte[] bytes) {
        if (bytes.length < LEAST) {
            throw new IllegalArgumentException("a secret of " + bytes.length + " bytes, fewer than " + LEAST);
        }
        return new Secret(new SecretKeySpec(bytes, ALGORITHM));
    }

    /** Each part with its length, so that no two lists of parts look the same. */
    byte[] sign(List<byte[]> parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var part : parts) {
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with " + ALGORITHM, e);
        }
    }

    /** What others may know who are to be recognised, for a purpose; the secret cannot be told from it. */
    public byte[] derive(String purpose) {
        return sign(List.of("derived".getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes as long whether little or much of it is wrong. */
    boolean isSigned(List<byte[]> parts, byte[] signature) {
        return MessageDigest.isEqual(sign(parts), signature);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
