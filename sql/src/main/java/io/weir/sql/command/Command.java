package io.weir.sql.command;

import java.util.concurrent.Callable;

/** A command of {@code weir}, found by ServiceLoader; its picocli annotation gives the name. Answers the exit code. */
public interface Command extends Callable<Integer> {}
