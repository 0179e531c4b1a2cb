package io.weir.yarn.launch;

import java.util.Arrays;

/** The main class of the process that {@link Launcher} begins: the command line, for as long as the launcher lives. */
public final class Launched {
    private static final int KILLED = 137;

    private Launched() {}

    /** The launcher's process, then the command line. */
    public static void main(String[] arguments) throws Exception {
        var launcher = ProcessHandle.of(Long.parseLong(arguments[0]));
        if (launcher.isEmpty()) {
            System.exit(KILLED);
        }
        var unused = launcher.get().onExit().thenRun(() -> System.exit(KILLED));
        Class.forName("io.weir.sql.command.Weir")
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
