package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Keeps other overwrites of a table out while a job commits its own. It is a file, which names the process and the job. */
final class OverwriteLock {
    private final FileStore store;
    private final String path;
    private final String job;

    OverwriteLock(FileStore store, String path, String job) {
        this.store = store;
        this.path = path;
        this.job = job;
    }

    /** A lock of a dead process is no obstacle, nor one of the job itself. {@code draft} is as in {@link FileStore#write}. */
    void take(JobOwner self, String draft) throws IOException {
        for (var found : store.list(path)) {
            var holder = store.readIfThere(found);
            if (holder.length > 0 && (JobOwner.decode(holder).isDead() || isOwn(holder))) {
                store.delete(path);
            }
        }
        var own = new String(self.encode(), StandardCharsets.UTF_8).strip() + " " + job;
        try {
            store.write(path, own.getBytes(StandardCharsets.UTF_8), draft);
        } catch (IOException e) {
            if (!store.exists(path)) {
                throw e;
            }
            throw new EngineException(
                    ErrorCode.FILE_ACCESS,
                    "another overwrite of the table is being committed, run this one again: " + path,
                    e);
        }
    }

    /** Only what the job itself has locked. */
    void release() throws IOException {
        for (var found : store.list(path)) {
            if (isOwn(store.readIfThere(found))) {
                store.delete(path);
            }
        }
    }

    private boolean isOwn(byte[] holder) {
        return new String(holder, StandardCharsets.UTF_8).endsWith(" " + job);
    }
}
