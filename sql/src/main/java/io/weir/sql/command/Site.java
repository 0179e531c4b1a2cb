package io.weir.sql.command;

import io.weir.cluster.AccessToken;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A cluster that can be asked what it runs.
 *
 * @param name of the cluster: where it listens, or its application
 * @param address of its pages
 * @param tls how to ask, if connections are encrypted
 */
public record Site(String name, URI address, AccessToken token, Optional<SSLContext> tls) {}
