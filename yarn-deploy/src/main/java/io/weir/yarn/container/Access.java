package io.weir.yarn.container;

import io.weir.cluster.AccessToken;
import io.weir.exchange.socket.Secret;
import io.weir.exchange.socket.Tls;
import java.util.Optional;

/** What a client must have to reach an application. */
public record Access(Secret secret, Optional<Tls> tls) {
    /** As a container or whoever has submitted it knows it. */
    public static Access of(Parcel parcel) {
        return new Access(Secret.of(parcel.secret()), ApplicationTls.of(parcel.settings()));
    }

    public AccessToken token() {
        return AccessToken.of(secret);
    }
}
