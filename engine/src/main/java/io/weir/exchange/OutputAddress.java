package io.weir.exchange;

/** What one attempt of a task left for a blocking edge. */
public record OutputAddress(String job, int edge, Attempt writer) {}
