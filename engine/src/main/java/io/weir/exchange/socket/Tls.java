package io.weir.exchange.socket;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Encryption of connections, for either end.
 *
 * @param pages for either end of HTTP
 */
public record Tls(SslContext client, SslContext server, SSLContext pages) {
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
        } catch (IOException e) {
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
        return new Tls(build(client, trust), build(server, trust), pages(keys, trust));
    }

    private static SSLContext pages(KeyManagerFactory keys, TrustManagerFactory trust) throws GeneralSecurityException {
        var trusting = Arrays.stream(trust.getTrustManagers())
                .map(manager -> manager instanceof X509TrustManager known ? new OfAnyHost(known) : manager)
                .toArray(TrustManager[]::new);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trusting, null);
        return context;
    }

    /** Of a PKCS12 key store. */
    public static Tls of(byte[] store, char[] password) throws GeneralSecurityException, IOException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(store), password);
        return of(keys, password);
    }

    private static SslContext build(SslContextBuilder builder, TrustManagerFactory trust) throws SSLException {
        return builder.sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(trust)
                .build();
    }

    /** Asks what the certificate is, not on which host it is shown. */
    private static final class OfAnyHost extends X509ExtendedTrustManager {
        private final X509TrustManager known;

        OfAnyHost(X509TrustManager known) {
            this.known = known;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            known.checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            known.checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            known.checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            known.checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            known.checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            known.checkServerTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return known.getAcceptedIssuers();
        }
    }
}
