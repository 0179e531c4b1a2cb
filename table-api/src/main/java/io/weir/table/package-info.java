/**
 * Tables and queries for Java programs. Read {@link io.weir.table.TableEnvironment}, {@link io.weir.table.Result},
 * {@link io.weir.table.Row}.
 *
 * <pre>
 * text ── statement ──► Statement ── plan ──► optimised query ── translate ──► Dataflow ── JobRunner ──► Result
 * </pre>
 */
package io.weir.table;
