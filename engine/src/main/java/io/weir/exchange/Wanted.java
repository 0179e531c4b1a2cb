package io.weir.exchange;

/** What a reader asks another process for. */
public sealed interface Wanted permits ChannelAddress, PartitionRange {}
