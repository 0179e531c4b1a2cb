/**
 * Vectorised relational operators, one a file; each has a {@code Plan} that makes it. Read {@link io.weir.relational.Limit},
 * {@link io.weir.relational.HashAggregate}, {@link io.weir.relational.HashJoin}.
 *
 * <p>An operator that keeps rows reserves memory before it keeps them and spills when it is refused. Must not know what made the
 * plan, nor how batches travel.
 */
package io.weir.relational;
