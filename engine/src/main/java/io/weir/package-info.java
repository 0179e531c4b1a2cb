/** What every room may use: error codes, the one exception type, the nullability mark. */
package io.weir;
