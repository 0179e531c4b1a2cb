/**
 * Files as tables: listing, partitions, splits, and output that appears all at once. Read {@link io.weir.formats.file.Format},
 * {@link io.weir.formats.file.FileStore}, {@link io.weir.formats.file.ScanRequest}. What is inside a file belongs to the package of
 * its format.
 */
package io.weir.formats.file;
