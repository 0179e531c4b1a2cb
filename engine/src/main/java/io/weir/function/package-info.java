/**
 * The built-in scalar functions under their names, for planners. Read {@link io.weir.function.Functions} and
 * {@link io.weir.function.Definition}; each other class is a family of functions. Knows nothing of operators.
 */
package io.weir.function;
