package io.weir.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Control messages and records of jobs as bytes: the number of its kind, then its components one after the other. Components are
 * numbers, texts, bytes, other records, and optionals, lists and maps of such. Nothing in the bytes names a class.
 */
final class RecordCodec {
    private static final List<Class<?>> MESSAGES = List.of(ControlMessage.class.getPermittedSubclasses());
    private static final List<Class<?>> RECORDS = List.of(JournalRecord.class.getPermittedSubclasses());

    private RecordCodec() {}

    static byte[] encode(ControlMessage message) {
        return encode(MESSAGES, message);
    }

    static byte[] encode(JournalRecord record) {
        return encode(RECORDS, record);
    }

    private static byte[] encode(List<Class<?>> kinds, Object message) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(kinds.indexOf(message.getClass()));
            write(out, message.getClass(), message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ControlMessage decode(byte[] bytes) {
        return (ControlMessage) decode(MESSAGES, bytes);
    }

    static JournalRecord record(byte[] bytes) {
        return (JournalRecord) decode(RECORDS, bytes);
    }

    private static Object decode(List<Class<?>> kinds, byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return read(in, kinds.get(in.readByte()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, Type type, Object value) throws IOException {
        if (type == int.class || type == Integer.class) {
            out.writeInt((Integer) value);
        } else if (type == long.class || type == Long.class) {
            out.writeLong((Long) value);
        } else if (type == String.class) {
            writeBytes(out, ((String) value).getBytes(StandardCharsets.UTF_8));
        } else if (type == byte[].class) {
            writeBytes(out, (byte[]) value);
        } else if (value instanceof Record record) {
            for (var component : record.getClass().getRecordComponents()) {
                write(out, component.getGenericType(), valueOf(component, record));
            }
        } else if (value instanceof Optional<?> optional) {
            out.writeBoolean(optional.isPresent());
            if (optional.isPresent()) {
                write(out, argument(type, 0), optional.get());
            }
        } else if (value instanceof List<?> list) {
            out.writeInt(list.size());
            for (var element : list) {
                write(out, argument(type, 0), element);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.writeInt(map.size());
            for (var entry : map.entrySet()) {
                write(out, argument(type, 0), entry.getKey());
                write(out, argument(type, 1), entry.getValue());
            }
        } else {
            throw new IllegalArgumentException("no component of a message: " + type);
        }
    }

    private static Object read(DataInputStream in, Type type) throws IOException {
        if (type == int.class || type == Integer.class) {
            return in.readInt();
        } else if (type == long.class || type == Long.class) {
            return in.readLong();
        } else if (type == String.class) {
            return new String(readBytes(in), StandardCharsets.UTF_8);
        } else if (type == byte[].class) {
            return readBytes(in);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            return readRecord(in, record);
        }
        var raw = ((ParameterizedType) type).getRawType();
        if (raw == Optional.class) {
            return in.readBoolean() ? Optional.of(read(in, argument(type, 0))) : Optional.empty();
        } else if (raw == List.class) {
            var list = new ArrayList<>();
            for (var left = in.readInt(); left > 0; left--) {
                list.add(read(in, argument(type, 0)));
            }
            return list;
        } else if (raw == Map.class) {
            var map = new LinkedHashMap<>();
            for (var left = in.readInt(); left > 0; left--) {
                map.put(read(in, argument(type, 0)), read(in, argument(type, 1)));
            }
            return map;
        }
        throw new IllegalArgumentException("no component of a message: " + type);
    }

    private static Object readRecord(DataInputStream in, Class<?> record) throws IOException {
        var components = record.getRecordComponents();
        var types = new Class<?>[components.length];
        var values = new Object[components.length];
        for (var i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = read(in, components[i].getGenericType());
        }
        try {
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no record of a message: " + record.getName(), e);
        }
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no component of a message: " + component, e);
        }
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
