package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How a directory of files changes all at once. A job writes below {@code _weir/<job>}; the
 * appearance of its manifest, {@code _weir/<job>/commit}, is the moment at which its files become part of the table. Then they are moved to their places, by the
 * job or, should it die, by the next writer. Until that is done a listing reads the manifests.
 *
 * <p>The directory {@code _weir} itself stays once it is there: where it is missing, no commit ever was under way.
 */
final class TableCommits {
    private static final String FOLDER = "/_weir";
    private static final String MANIFEST = "commit";
    private static final String DONE = "done";
    private static final String OWNER = ".owner";
    private static final String OWNER_DRAFT = "draft-owner-";
    private static final String COMMITTER = "committer";
    private static final int TRIES = 100;

    /** A job that seems to live on another machine is given up after so long without a change of its files. */
    private static final long ABANDONED_MILLIS = 7L * 24 * 60 * 60 * 1000;

    private static final Pattern FILE_NAME = Pattern.compile("([0-9a-f]{16})-\\d+-\\d+-\\d+\\..+");

    private final FileStore store;
    private final String root;

    TableCommits(FileStore store, String root) {
        this.store = store;
        this.root = root;
    }

    /** What lists the files of a table that are in their places. */
    interface Listing {
        List<FileEntry> list() throws IOException;
    }

    /** A commit whose files are perhaps not in their places yet. */
    private record Pending(String job, Manifest manifest) {}

    /** Files in their places, and what was under way while they did not change. */
    private record Snapshot(List<FileEntry> placed, List<Pending> pending, Map<String, FileEntry> hidden) {}

    /** The name of a file that belongs to a job. */
    static String fileName(String job, int task, int attempt, int number, String ending) {
        return job + "-" + task + "-" + attempt + "-" + number + "." + ending;
    }

    /** Where a file of a job lies until it is part of the table. */
    String hidden(String job, String fileName) {
        return folder(job) + "/" + fileName;
    }

    private String folder(String job) {
        return root + FOLDER + "/" + job;
    }

    /** The files of the table, each at the place where it is or will be; {@code covers} tells which places the listing looks at. */
    List<FileEntry> files(Listing listing, Predicate<String> covers) throws IOException {
        var snapshot = snapshot(listing);
        var files = new TreeMap<String, FileEntry>();
        snapshot.placed().forEach(file -> files.put(file.path(), file));
        for (var pending : snapshot.pending()) {
            for (var path : pending.manifest().added()) {
                var place = root + "/" + path;
                var hidden = snapshot.hidden().get(hidden(pending.job(), nameOf(path)));
                // A file that is at neither place was moved and then removed by a later commit.
                if (hidden != null && covers.test(place)) {
                    files.put(place, hidden.at(place));
                }
            }
        }
        for (var pending : snapshot.pending()) {
            for (var removed : pending.manifest().removed()) {
                files.computeIfPresent(root + "/" + removed.path(), (path, file) -> removed.is(file) ? null : file);
            }
        }
        return List.copyOf(files.values());
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Lists before and after it reads the manifests. If both listings agree, no file was moved in between; so a commit that a
     * listing saw half done was under way all the time and its manifest was seen.
     */
    private Snapshot snapshot(Listing listing) throws IOException {
        var before = listing.list();
        if (!store.exists(root + FOLDER)) {
            return new Snapshot(before, List.of(), Map.of());
        }
        for (var i = 0; i < TRIES; i++) {
            var hidden = hiddenFiles();
            var pending = pending(hidden);
            var after = listing.list();
            if (paths(before).equals(paths(after))) {
                return new Snapshot(after, pending, hidden);
            }
            before = after;
        }
        throw new EngineException(
                ErrorCode.FILE_ACCESS, "the files of the table change faster than they can be listed: " + root);
    }

    private static List<String> paths(List<FileEntry> files) {
        return files.stream().map(FileEntry::path).toList();
    }

    private Map<String, FileEntry> hiddenFiles() throws IOException {
        var hidden = new TreeMap<String, FileEntry>();
        store.list(root + FOLDER).forEach(file -> hidden.put(file.path(), file));
        return hidden;
    }

    private List<Pending> pending(Map<String, FileEntry> hidden) throws IOException {
        var pending = new ArrayList<Pending>();
        for (var file : hidden.values()) {
            if (nameOf(file.path()).equals(MANIFEST)) {
                var bytes = store.readIfThere(file);
                if (bytes.length > 0) {
                    pending.add(new Pending(jobOf(file.path()), Manifest.decode(file.path(), bytes)));
                }
            }
        }
        return pending;
    }

    private String jobOf(String hiddenPath) {
        var below = hiddenPath.substring(root.length() + FOLDER.length() + 1);
        return below.substring(0, Math.max(below.indexOf('/'), 0));
    }

    /** Opens a file of the table, wherever it is on its way to its place. */
    FileInput open(FileEntry file) throws IOException {
        try {
            return store.open(file);
        } catch (IOException e) {
            var name = FILE_NAME.matcher(nameOf(file.path()));
            if (!FileFailure.isMissing(e) || !name.matches()) {
                throw e;
            }
            return openMoved(file, hidden(name.group(1), name.group()));
        }
    }

    private FileInput openMoved(FileEntry file, String hidden) throws IOException {
        try {
            return new MovedInput(file, store.open(file.at(hidden)));
        } catch (IOException e) {
            if (!FileFailure.isMissing(e)) {
                throw e;
            }
            return store.open(file);
        }
    }

    private record MovedInput(FileEntry file, FileInput input) implements FileInput {
        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            input.read(position, target, offset, length);
        }

        @Override
        public void close() {
            input.close();
        }
    }

    /** Says that this process works for the job. */
    void own(String job, String role, JobOwner owner) throws IOException {
        var path = hidden(job, role + OWNER);
        store.delete(path);
        // perhaps the first that there is of the job: it must tell by its name whose it is
        var name = Base64.getUrlEncoder().withoutPadding().encodeToString(owner.encode());
        store.write(path, owner.encode(), hidden(job, OWNER_DRAFT + UUID.randomUUID() + "." + name));
    }

    /** Drafts lie below the job's folder, with which they go if the process is killed before they are what they should be. */
    private String draft(String job) {
        return hidden(job, "draft-" + UUID.randomUUID());
    }

    /** Says that the job has begun, until all that it has below {@code _weir} is thrown away. */
    void ownAsCommitter(String job, JobOwner owner) throws IOException {
        own(job, COMMITTER, owner);
    }

    /** False of a job that has ended: who would write for it is too late. */
    boolean hasBegun(String job) throws IOException {
        return store.exists(hidden(job, COMMITTER + OWNER));
    }

    /** The point of no return: afterwards the files of the manifest are the table's. */
    void publish(String job, Manifest manifest) throws IOException {
        store.write(hidden(job, MANIFEST), manifest.encode(), draft(job));
    }

    boolean isPublished(String job) throws IOException {
        return store.exists(hidden(job, MANIFEST));
    }

    /** Moves the files of published commits to their places. Whoever comes first does it; doing it twice is harmless. */
    void rollForward() throws IOException {
        for (var pending : pending(hiddenFiles())) {
            for (var path : pending.manifest().added()) {
                place(hidden(pending.job(), nameOf(path)), root + "/" + path);
            }
            for (var removed : pending.manifest().removed()) {
                remove(removed);
            }
            settle(pending.job());
        }
    }

    /** The manifest has done its work, and stays as a sign of it until its job is told. */
    private void settle(String job) throws IOException {
        if (store.exists(hidden(job, DONE))) {
            store.delete(hidden(job, MANIFEST));
        } else {
            place(hidden(job, MANIFEST), hidden(job, DONE));
        }
    }

    /** True if the job's files are the table's, and in their places unless another process is about to move them there. */
    boolean isDone(String job) throws IOException {
        return isPublished(job) || store.exists(hidden(job, DONE));
    }

    private void place(String from, String to) throws IOException {
        if (!store.exists(from)) {
            return;
        }
        try {
            store.rename(from, to);
        } catch (IOException e) {
            if (store.exists(from)) {
                throw e;
            }
        }
    }

    private void remove(Manifest.Removed removed) throws IOException {
        var path = root + "/" + removed.path();
        for (var file : store.list(path)) {
            if (file.path().equals(path) && removed.is(file)) {
                store.delete(path);
            }
        }
    }

    /** Throws away what a job wrote, unless it is the table's already. */
    void discard(String job) throws IOException {
        if (isPublished(job)) {
            return;
        }
        // who is killed meanwhile must leave the owner, or nobody could tell that what is left is of a dead job
        for (var file : store.list(folder(job))) {
            if (!isOwner(file)) {
                store.delete(file.path());
            }
        }
        store.delete(folder(job));
    }

    /** The files of the table that are in their places and belong to no commit under way. */
    List<FileEntry> replaceable(Listing listing) throws IOException {
        var snapshot = snapshot(listing);
        var moving = new HashSet<String>();
        for (var pending : snapshot.pending()) {
            pending.manifest().added().forEach(path -> moving.add(root + "/" + path));
        }
        return snapshot.placed().stream()
                .filter(file -> !moving.contains(file.path()))
                .toList();
    }

    /** Finishes what dead jobs have committed and throws away what they have not. */
    void recover(JobOwner self) throws IOException {
        if (!store.exists(root + FOLDER)) {
            return;
        }
        rollForward();
        var files = new HashMap<String, List<FileEntry>>();
        for (var file : hiddenFiles().values()) {
            files.computeIfAbsent(jobOf(file.path()), job -> new ArrayList<>()).add(file);
        }
        for (var job : files.entrySet()) {
            if (!job.getKey().isEmpty() && isDead(job.getValue(), self)) {
                discard(job.getKey());
            }
        }
        discardEmpty();
    }

    /** Of a job whose first file was not written yet when it was killed, or whose last file was gone. */
    private void discardEmpty() throws IOException {
        for (var job : store.directories(root + FOLDER)) {
            store.deleteEmptyDirectory(folder(job));
        }
    }

    private boolean isDead(List<FileEntry> files, JobOwner self) throws IOException {
        var newest = files.stream().mapToLong(FileEntry::modified).max().orElse(0);
        var abandoned = System.currentTimeMillis() - newest > ABANDONED_MILLIS;
        var owned = false;
        for (var file : files) {
            if (isOwner(file)) {
                owned = true;
                var bytes = owner(file);
                if (bytes.length == 0 || isAlive(JobOwner.decode(bytes), self, abandoned)) {
                    return false;
                }
            }
        }
        return owned || abandoned;
    }

    /** Who works for the job, as far as this file tells; nothing if it is gone. */
    private byte[] owner(FileEntry file) throws IOException {
        var name = nameOf(file.path());
        return name.startsWith(OWNER_DRAFT)
                ? Base64.getUrlDecoder().decode(name.substring(name.lastIndexOf('.') + 1))
                : store.readIfThere(file);
    }

    private static boolean isOwner(FileEntry file) {
        var name = nameOf(file.path());
        return name.startsWith(OWNER_DRAFT) || name.endsWith(OWNER);
    }

    private static boolean isAlive(JobOwner owner, JobOwner self, boolean abandoned) {
        return owner.equals(self) || !abandoned && !owner.isDead();
    }

    /** Keeps other overwrites of the table out until {@link #unlock}. */
    void lock(String job, JobOwner self) throws IOException {
        lock(job).take(self, draft(job));
    }

    void unlock(String job) throws IOException {
        lock(job).release();
    }

    private OverwriteLock lock(String job) {
        return new OverwriteLock(store, root + FOLDER + "/overwrite.lock", job);
    }
}
