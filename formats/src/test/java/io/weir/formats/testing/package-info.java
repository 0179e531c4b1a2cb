/** Tables read whole, and another engine's opinion of the same files. */
package io.weir.formats.testing;
