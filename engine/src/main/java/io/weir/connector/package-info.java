/**
 * The contract for the outside world. Read {@link io.weir.connector.Source}, {@link io.weir.connector.Sink},
 * {@link io.weir.connector.ReaderContext}. Knows nothing of files or topics.
 */
package io.weir.connector;
