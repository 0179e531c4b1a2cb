/**
 * What moves between operators. Read {@link io.weir.flow.Message}, {@link io.weir.flow.Batch}, {@link io.weir.flow.Signal}, then
 * {@link io.weir.flow.BatchCodec}, the one wire form that exchange, spill and snapshot share.
 */
package io.weir.flow;
