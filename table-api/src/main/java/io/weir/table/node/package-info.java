/**
 * What an optimised plan is made of beside the planner's own logical nodes, and how its types are ours. Read
 * {@link io.weir.table.node.ScanNode}, {@link io.weir.table.node.TypeMapping}. Knows nothing of rules or of how a plan is made.
 */
package io.weir.table.node;
