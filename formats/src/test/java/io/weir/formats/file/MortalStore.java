package io.weir.formats.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A store that dies at its n-th change of the file system: it and all later calls fail, as if the process had been killed. */
final class MortalStore implements FileStore {
    private final FileStore store;
    private int left;
    private boolean dead;

    MortalStore(FileStore store, int changes) {
        this.store = store;
        this.left = changes;
    }

    boolean isDead() {
        return dead;
    }

    private void live() throws IOException {
        if (dead) {
            throw new IOException("killed");
        }
    }

    private void change() throws IOException {
        live();
        dead = left == 0;
        left--;
        live();
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        live();
        return store.list(path);
    }

    @Override
    public List<FileEntry> glob(String pattern) throws IOException {
        live();
        return store.glob(pattern);
    }

    @Override
    public List<String> directories(String path) throws IOException {
        live();
        return store.directories(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        live();
        return store.exists(path);
    }

    @Override
    public FileInput open(FileEntry file) throws IOException {
        live();
        return store.open(file);
    }

    /** Making the file, filling it and ending it are three changes. */
    @Override
    public OutputStream create(String path) throws IOException {
        change();
        return new FilterOutputStream(store.create(path)) {
            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                change();
                out.write(bytes, start, length);
            }

            @Override
            public void close() throws IOException {
                out.close();
                change();
            }
        };
    }

    /** Killed before it, with nothing but the draft's directory made, or the draft, or right after it. */
    @Override
    public void write(String path, byte[] bytes, String draft) throws IOException {
        change();
        if (left <= 1) {
            try (var out = store.create(draft)) {
                out.write(bytes);
            }
        }
        if (left == 0) {
            store.delete(draft);
        }
        change();
        change();
        store.write(path, bytes, draft);
        change();
    }

    @Override
    public void rename(String from, String to) throws IOException {
        change();
        store.rename(from, to);
    }

    /** Each file is a change, and so is the directory. */
    @Override
    public void delete(String path) throws IOException {
        live();
        for (var file : store.list(path)) {
            change();
            store.delete(file.path());
        }
        change();
        store.delete(path);
    }

    @Override
    public void deleteEmptyDirectory(String path) throws IOException {
        change();
        store.deleteEmptyDirectory(path);
    }
}
