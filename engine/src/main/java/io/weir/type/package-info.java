/**
 * What a value is. Read {@link io.weir.type.DataType}, {@link io.weir.type.Schema}, {@link io.weir.type.Storage}.
 * Knows nothing of how values are laid out beyond the name of the storage.
 */
package io.weir.type;
