package io.weir.sql.command;

import io.weir.table.statement.Nearest;
import java.util.Locale;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words for whoever typed it. */
final class Misuse {
    private Misuse() {}

    static String text(ParameterException exception) {
        return problem(exception) + "; see "
                + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }

    private static String problem(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            var spec = unmatched.getCommandLine().getCommandSpec();
            var word = unmatched.getUnmatched().get(0);
            var known = unmatched.isUnknownOption()
                    ? spec.optionsMap().keySet()
                    : spec.subcommands().keySet();
            var kind = unmatched.isUnknownOption() ? "option" : known.isEmpty() ? "argument" : "command";
            return spec.qualifiedName() + " has no " + kind + " \"" + word + "\"" + Nearest.hint(word, known);
        }
        var message = exception.getMessage();
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
