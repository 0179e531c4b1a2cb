package io.weir.exchange;

/** The way from one attempt of a task to one attempt of another. A former attempt has another address, so nobody reads what it still writes. */
public record ChannelAddress(String job, int edge, Attempt writer, Attempt reader) implements Wanted {}
