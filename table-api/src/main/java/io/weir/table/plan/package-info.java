/**
 * From the text of a query to an optimised tree of relational nodes. Read {@link io.weir.table.plan.Planner},
 * {@link io.weir.table.plan.PlannedQuery}, {@link io.weir.table.node.ScanNode}.
 *
 * <pre>
 * text ── parse ──► syntax ── validate ──► names and types ── convert ──► nodes ── rules, estimates ──► optimised nodes
 * </pre>
 *
 * Knows nothing of dataflows.
 */
package io.weir.table.plan;
