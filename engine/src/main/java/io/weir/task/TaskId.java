package io.weir.task;

/** A task of a job: its stage, and which of the stage's tasks it is. */
public record TaskId(int stage, int index) {}
