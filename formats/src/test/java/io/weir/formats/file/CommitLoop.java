package io.weir.formats.file;

import io.weir.type.Schema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Commits to a table, by turns in every mode that can be repeated, until it is killed. */
final class CommitLoop {
    static final long FILES = 12;
    private static final List<InsertMode> MODES =
            List.of(InsertMode.OVERWRITE, InsertMode.APPEND, InsertMode.REPLACE, InsertMode.APPEND);

    private CommitLoop() {}

    public static void main(String[] arguments) throws IOException {
        var none = new Schema(List.of());
        var columns = new SinkColumns(none, List.of(), none, List.of());
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var store = FileStores.of(arguments[0]);
        for (var i = 0; ; i++) {
            var job = SinkPlan.newJob();
            var mode = MODES.get(i % MODES.size());
            var target = new SinkTarget(arguments[0], job, "", mode, "csv", FormatOptions.NONE);
            var tokens = new ArrayList<byte[]>();
            var commits = new TableCommits(store, target.root());
            commits.own(job, "0-0", JobOwner.current());
            for (var number = 0; number < FILES; number++) {
                var name = TableCommits.fileName(job, 0, 0, number, "csv");
                store.write(commits.hidden(job, name), new byte[] {'x'}, commits.hidden(job, ".draft"));
                tokens.add(new SinkFile("p=" + number + "/", name, 1, 1).encode());
            }
            try (var committer = new FileCommitter(store, new FileSink(target, columns), JobOwner.current())) {
                committer.commit(1, tokens);
            }
            out.println("committed " + i);
        }
    }
}
