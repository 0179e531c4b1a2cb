/**
 * A cluster over HTTP: what it runs, as JSON, and statements that it is given. Read {@link io.weir.web.RestServer}, {@link
 * io.weir.cluster.ClusterView}, and {@link io.weir.web.Statements}, which whoever knows SQL provides. Must not change
 * anything but by what the view offers, nor answer anybody without the token.
 */
package io.weir.web;
