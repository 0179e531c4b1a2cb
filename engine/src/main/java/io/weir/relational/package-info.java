/**
 * Vectorised relational operators, one a file; each has a {@code Plan} that makes it. Read {@link io.weir.relational.HashJoin},
 * {@link io.weir.relational.Sort}, {@link io.weir.relational.SortColumn}.
 *
 * <p>Must not know what made the plan, nor how batches travel.
 */
package io.weir.relational;
