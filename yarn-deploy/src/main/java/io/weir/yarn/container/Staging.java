package io.weir.yarn.container;

import io.weir.exchange.socket.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;

/**
 * The directory of one application where containers and later clients find what is its own: the secret, which only its user can read, and
 * files that were shipped; and where its ApplicationMaster leaves what one that follows goes on with. Deleted by the ApplicationMaster when it ends; what is left of others, by later clients.
 */
public final class Staging {
    private static final String SETTING = "yarn.staging";
    private static final String SECRET = "secret";
    private static final String RECORDS = "records";
    private static final FsPermission OWN_DIRECTORY = new FsPermission((short) 0700);
    private static final FsPermission OWN_FILE = new FsPermission((short) 0600);

    private final FileSystem files;
    private final Path directory;

    /** Who finds a file in the working directory of a container, and how. */
    public enum Kind {
        /** Only the ApplicationMaster. */
        MASTER,
        /** All containers. */
        FILE,
        /** All containers, unpacked to a directory. */
        ARCHIVE
    }

    private Staging(FileSystem files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    public static Staging of(Configuration hadoop, ApplicationId application) throws IOException {
        var files = FileSystem.get(hadoop);
        return new Staging(files, new Path(root(files), application.toString()));
    }

    /** Where those of all applications of the user are. */
    public static Path root(FileSystem files) {
        return new Path(files.getHomeDirectory(), ".weir/staging");
    }

    /** In a container. */
    public static Staging named(Configuration hadoop, Map<String, String> settings) throws IOException {
        var directory = new Path(settings.get(SETTING));
        return new Staging(directory.getFileSystem(hadoop), directory);
    }

    /** Beside other settings, for containers. */
    public Map<String, String> with(Map<String, String> others) {
        var all = new HashMap<>(others);
        all.put(SETTING, directory.toString());
        return all;
    }

    /** The secret, and the key of its connections if they are encrypted. */
    public void keepSecret(Parcel parcel) throws IOException {
        files.mkdirs(directory, OWN_DIRECTORY);
        var kept = new Properties();
        kept.putAll(ApplicationTls.only(parcel.settings()));
        kept.put(SECRET, HexFormat.of().formatHex(parcel.secret()));
        try (var out = FileSystem.create(files, new Path(directory, SECRET), OWN_FILE)) {
            kept.store(out, null);
        }
    }

    /** How later clients reach it. Fails with FileNotFoundException if it is gone. */
    public Access access() throws IOException {
        var kept = new Properties();
        try (var in = files.open(new Path(directory, SECRET))) {
            kept.load(in);
        }
        var values = kept.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, kept::getProperty));
        var secret = Secret.of(HexFormat.of().parseHex(values.get(SECRET)));
        return new Access(secret, ApplicationTls.of(values));
    }

    /** A local file under that name. */
    public void put(Kind kind, String name, java.nio.file.Path file) throws IOException {
        var target = new Path(of(kind), name);
        files.mkdirs(target.getParent(), OWN_DIRECTORY);
        files.copyFromLocalFile(false, true, new Path(file.toUri()), target);
    }

    private Path of(Kind kind) {
        return new Path(directory, kind.name());
    }

    /** What a container is to have in its working directory. */
    public Map<String, LocalResource> resources(List<Kind> kinds) {
        var resources = new HashMap<String, LocalResource>();
        try {
            for (var kind : kinds) {
                if (files.exists(of(kind))) {
                    for (var file : files.listStatus(of(kind))) {
                        resources.put(file.getPath().getName(), resource(kind, file));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resources;
    }

    private static LocalResource resource(Kind kind, FileStatus file) {
        return LocalResource.newInstance(
                URL.fromPath(file.getPath()),
                kind == Kind.ARCHIVE ? LocalResourceType.ARCHIVE : LocalResourceType.FILE,
                LocalResourceVisibility.APPLICATION,
                file.getLen(),
                file.getModificationTime());
    }

    /** Where its JobManagers leave what those that follow go on with. */
    public String records() {
        return new Path(directory, RECORDS).toString();
    }

    public void delete() throws IOException {
        files.delete(directory, true);
    }
}
