/**
 * Files as tables: listing, partitions, splits, and output that appears all at once. Read {@link io.weir.formats.file.FileTable},
 * {@link io.weir.formats.file.Format}, {@code TableCommits}. What is inside a file belongs to the package of its format.
 *
 * <pre>
 * FileTable ── TableFiles ── TableCommits ── FileStore      what files there are
 *    │ └────── PartitionLayout, SchemaMerge, FileSummaries   what they hold
 *    ├── FileSource ── PartitionedScan ── PartReader ── Format.open
 *    └── FileSink ──── FileWriter ── PartitionRouter ── RollingFile ── Format.create
 *            └──────── FileCommitter ── Manifest
 * </pre>
 */
package io.weir.formats.file;
