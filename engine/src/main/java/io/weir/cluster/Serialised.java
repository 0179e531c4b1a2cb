package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.graph.JarLoader;
import io.weir.graph.JobJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is a job's own, as bytes that a control message carries unread: plans, splits, runtime filters. They are read in the job's class
 * loader, and only from processes that proved to know the secret.
 */
final class Serialised {
    private Serialised() {}

    /**
     * An object as bytes.
     *
     * @param loaders of classes in it that the engine does not have
     */
    record Written(byte[] bytes, Set<JarLoader> loaders) {
        /** The jars of them all. */
        List<JobJar> jars() {
            return loaders.stream()
                    .flatMap(loader -> loader.jars().stream())
                    .distinct()
                    .toList();
        }
    }

    static byte[] write(Object object) {
        return writeAll(object).bytes();
    }

    static Written writeAll(Object object) {
        var bytes = new ByteArrayOutputStream();
        var loaders = new LinkedHashSet<JarLoader>();
        try (var out = new Writer(bytes, loaders)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.INTERNAL,
                    "cannot send to another process: " + object.getClass().getName() + ", " + e,
                    e);
        }
        return new Written(bytes.toByteArray(), loaders);
    }

    /** @param classes those that the engine does not have */
    static <T> T read(byte[] bytes, Class<T> type, ClassLoader classes) {
        try (var in = new Reader(new ByteArrayInputStream(bytes), classes)) {
            return type.cast(in.readObject());
        } catch (IOException | ClassNotFoundException | ClassCastException e) {
            throw new EngineException(
                    ErrorCode.INTERNAL, "cannot read what another process sent: " + type.getName() + ", " + e, e);
        }
    }

    /** Optionals are no Serializable, but records have them. Tells of each class whether it is of a jar of the job. */
    private static final class Writer extends ObjectOutputStream {
        private final Set<JarLoader> loaders;

        Writer(OutputStream out, Set<JarLoader> loaders) throws IOException {
            super(out);
            this.loaders = loaders;
            enableReplaceObject(true);
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            var own = type.getClassLoader() instanceof JarLoader loader ? loader : null;
            writeBoolean(own != null);
            if (own != null) {
                loaders.add(own);
            }
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof Optional<?> optional) {
                return new Some(optional.orElse(null));
            } else if (object instanceof OptionalInt optional) {
                return new SomeInt(optional.isPresent(), optional.orElse(0));
            } else if (object instanceof OptionalLong optional) {
                return new SomeLong(optional.isPresent(), optional.orElse(0));
            }
            return object;
        }
    }

    private record Some(@Nullable Object value) implements Serializable {
        private Object readResolve() {
            return Optional.ofNullable(value);
        }
    }

    private record SomeInt(boolean present, int value) implements Serializable {
        private Object readResolve() {
            return present ? OptionalInt.of(value) : OptionalInt.empty();
        }
    }

    private record SomeLong(boolean present, long value) implements Serializable {
        private Object readResolve() {
            return present ? OptionalLong.of(value) : OptionalLong.empty();
        }
    }

    private static final class Reader extends ObjectInputStream {
        private final ClassLoader classes;

        Reader(InputStream in, ClassLoader classes) throws IOException {
            super(in);
            this.classes = classes;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            var own = readBoolean();
            try {
                return Class.forName(description.getName(), false, own ? classes : JobCode.loader());
            } catch (ClassNotFoundException primitive) {
                return super.resolveClass(description);
            }
        }
    }
}
