/**
 * What survives a failure. Read {@link io.weir.state.Frozen}, {@link io.weir.state.SnapshotWriter},
 * {@link io.weir.state.SnapshotReader}: a snapshot is named tables of batches, by scope.
 */
package io.weir.state;
