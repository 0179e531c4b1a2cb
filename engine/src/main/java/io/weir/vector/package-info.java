/**
 * One immutable column of each kind, selections of rows, and builders.
 *
 * <p>Read {@link io.weir.vector.Vector}, {@link io.weir.vector.Selection} and {@link io.weir.vector.LongVector}, which all flat
 * vectors resemble. Flat vectors are plain arrays and an optional null mask; {@link io.weir.vector.DictionaryVector} and
 * {@link io.weir.vector.ConstantVector} say the same with less, and everything that can work on them does so without flattening.
 *
 * <p>Arrays handed to a vector belong to it: nobody writes to them again, so vectors are shared freely between operators and
 * threads. An array may be longer than the vector. The value in a null slot is arbitrary, but always there, so that arithmetic
 * may run over all rows without looking at the mask.
 */
package io.weir.vector;
