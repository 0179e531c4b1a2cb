package io.weir.sql.command;

import io.weir.cluster.AccessToken;
import java.net.URI;

/**
 * A cluster that can be asked what it runs.
 *
 * @param name of the cluster: where it listens, or its application
 * @param address of its pages
 */
public record Site(String name, URI address, AccessToken token) {}
