/**
 * How an optimised plan becomes stages. Read {@link io.weir.table.translate.Translation}, {@link io.weir.table.translate.Draft} and one
 * of the files that say how a kind of node is made, such as {@code AggregateTranslation}.
 *
 * <pre>
 *   plan node ──► Draft (a stage that grows: source, chain, edges in) ──exchange──► next Draft ──► Dataflow
 * </pre>
 *
 * The only place, beside {@code plan} and {@code rule}, where the planner's library is seen.
 */
package io.weir.table.translate;
