/**
 * Statements of those who ask over HTTP, run in the process of a JobManager. Read {@link io.weir.sql.gateway.Gateway}, {@link
 * io.weir.sql.gateway.GatewayStatement}. Must not keep more of an answer than a page, nor what nobody asks for.
 */
package io.weir.sql.gateway;
