/**
 * A cluster over HTTP: what it runs, as JSON. Read {@link io.weir.web.RestServer}, {@link io.weir.cluster.ClusterView}. Must not change
 * anything but by what the view offers, nor answer anybody without the token.
 */
package io.weir.web;
