/**
 * Memory that operators ask for before they keep rows, and files for what does not fit. Read {@link io.weir.memory.MemoryPool},
 * {@link io.weir.memory.Reservation}, {@link io.weir.memory.SpillFile}.
 */
package io.weir.memory;
