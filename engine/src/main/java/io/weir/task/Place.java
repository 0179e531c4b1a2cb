package io.weir.task;

/** A numbered input of an operator of a chain. */
public record Place(int operator, int input) {}
