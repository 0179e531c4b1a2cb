package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** The jars of the engine in one file where containers find it: written by the first application of a version, used by all. */
final class EngineArchive {
    private static final int NAME_CHARACTERS = 16;
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    private record Jar(Path file, long size, long crc) {}

    private EngineArchive() {}

    /** Where it lies; puts it there if need be. */
    static FileStatus of(Configuration hadoop) throws IOException {
        var jars = jars();
        var files = FileSystem.get(hadoop);
        var directory = new org.apache.hadoop.fs.Path(files.getHomeDirectory(), ".weir");
        var target = new org.apache.hadoop.fs.Path(directory, "engine-" + name(jars) + ".zip");
        if (!files.exists(target)) {
            files.mkdirs(directory);
            var draft = new org.apache.hadoop.fs.Path(directory, target.getName() + "." + UUID.randomUUID());
            try (var zip = new ZipOutputStream(files.create(draft))) {
                for (var jar : jars) {
                    write(zip, jar);
                }
            }
            // another client may have been first; then its file is as good
            if (!files.rename(draft, target)) {
                files.delete(draft, false);
            }
        }
        var status = files.getFileStatus(target);
        if (System.currentTimeMillis() - status.getAccessTime() > DAY_MILLIS) {
            // it is not removed while somebody uses it; containers want the time of its last change to stay
            files.setTimes(target, -1, System.currentTimeMillis());
        }
        return status;
    }

    /** Jars are compressed already. */
    private static void write(ZipOutputStream zip, Jar jar) throws IOException {
        var entry = new ZipEntry(jar.file().getFileName().toString());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(jar.size());
        entry.setCrc(jar.crc());
        zip.putNextEntry(entry);
        Files.copy(jar.file(), zip);
        zip.closeEntry();
    }

    private static List<Jar> jars() throws IOException {
        Path own;
        try {
            own = Path.of(EngineArchive.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        if (!Files.isRegularFile(own)) {
            throw new EngineException(ErrorCode.NOT_SUPPORTED, "YARN is used from built jars only, not from " + own);
        }
        try (var files = Files.list(own.getParent())) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(EngineArchive::read)
                    .toList();
        }
    }

    private static Jar read(Path file) {
        var crc = new CRC32();
        try {
            var bytes = Files.readAllBytes(file);
            crc.update(bytes);
            return new Jar(file, bytes.length, crc.getValue());
        } catch (IOException e) {
            throw new EngineException(ErrorCode.FILE_ACCESS, "cannot read " + file, e);
        }
    }

    /** The same of the same jars, whoever has them. */
    private static String name(List<Jar> jars) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var jar : jars) {
                var line = jar.file().getFileName() + " " + jar.size() + " " + jar.crc() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
