package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is a job's own, as bytes that a control message carries unread: plans, splits, runtime filters. They are read in the job's class
 * loader, and only from processes that proved to know the secret.
 */
final class Serialised {
    private Serialised() {}

    static byte[] write(Object object) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new Writer(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new EngineException(
                    ErrorCode.INTERNAL,
                    "cannot send to another process: " + object.getClass().getName() + ", " + e,
                    e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, Class<T> type, ClassLoader classes) {
        try (var in = new Reader(new ByteArrayInputStream(bytes), classes)) {
            return type.cast(in.readObject());
        } catch (IOException | ClassNotFoundException | ClassCastException e) {
            throw new EngineException(
                    ErrorCode.INTERNAL, "cannot read what another process sent: " + type.getName() + ", " + e, e);
        }
    }

    /** Optionals are no Serializable, but records have them. */
    private static final class Writer extends ObjectOutputStream {
        Writer(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
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
            try {
                return Class.forName(description.getName(), false, classes);
            } catch (ClassNotFoundException primitive) {
                return super.resolveClass(description);
            }
        }
    }
}
