package io.weir.flow;

/** What travels on an edge, in order: rows or a signal. Nothing else. */
public sealed interface Message permits Batch, Signal {}
