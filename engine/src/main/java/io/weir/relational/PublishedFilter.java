package io.weir.relational;

import java.io.Serializable;

/** Asks a join to publish what it knows about its key of that index, once its build side is complete, under that name. */
public record PublishedFilter(String name, int keyIndex) implements Serializable {}
