package io.weir.exchange.socket;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Encryption of connections, for either end. */
public record Tls(SslContext client, SslContext server) {
    /**
     * Both ends show the key of the store and trust exactly the certificates of the store: one key serves all processes of an
     * application, on whatever host they run.
     */
    public static Tls of(KeyStore store, char[] password) throws GeneralSecurityException, SSLException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            trusted.load(null, null);
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException("cannot make an empty key store", e);
        }
        for (var aliases = store.aliases(); aliases.hasMoreElements(); ) {
            var alias = aliases.nextElement();
            trusted.setCertificateEntry(alias, store.getCertificate(alias));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        // the certificate names no hosts, it is known itself
        var client = SslContextBuilder.forClient().keyManager(keys).endpointIdentificationAlgorithm(null);
        var server = SslContextBuilder.forServer(keys).clientAuth(ClientAuth.REQUIRE);
        return new Tls(build(client, trust), build(server, trust));
    }

    private static SslContext build(SslContextBuilder builder, TrustManagerFactory trust) throws SSLException {
        return builder.sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(trust)
                .build();
    }
}
