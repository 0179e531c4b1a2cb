package io.weir.sql.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command line of weir that can run elsewhere.
 *
 * @param arguments of weir
 * @param files that must lie in its working directory, under their names there
 */
public record Errand(List<String> arguments, Map<String, Path> files) {
    public Errand {
        arguments = List.copyOf(arguments);
    }
}
