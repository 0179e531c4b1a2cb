import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites the classes of jars that are of a format before Java 6 to that of Java 8, in place. A class archive keeps no class of the
 * older ones, and what checks them is slow. Run by the build with the jars' libraries on the class path.
 */
final class UpgradeClasses {
    private static final int OLDEST_KEPT = Opcodes.V1_6;
    private static final int VERSION_AT = 7;

    public static void main(String[] jars) throws IOException {
        for (var jar : jars) {
            upgrade(Path.of(jar));
        }
    }

    private static void upgrade(Path jar) throws IOException {
        var upgraded = Path.of(jar + ".upgraded");
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(upgraded)))) {
            for (var entry : Collections.list(from.entries())) {
                var bytes = from.getInputStream(entry).readAllBytes();
                var old = entry.getName().endsWith(".class") && bytes[VERSION_AT] < OLDEST_KEPT;
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(old ? upgraded(bytes) : bytes);
                to.closeEntry();
            }
        }
        Files.setLastModifiedTime(upgraded, Files.getLastModifiedTime(jar));
        Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] upgraded(byte[] bytes) {
        var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        var newer = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String signature, String parent, String... others) {
                super.visit(Opcodes.V1_8, access, name, signature, parent, others);
            }
        };
        new ClassReader(bytes).accept(newer, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
