package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.ReaderContext;
import io.weir.formats.file.Domain;
import io.weir.formats.file.FileEntry;
import io.weir.formats.file.FileInput;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.memory.MemoryPool;
import io.weir.operator.OperatorMetrics;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a fuzzer throws bytes at, one part of the reader each. Damage is the answer to nonsense; whatever else escapes is a finding.
 * Jazzer calls {@link #fuzzerTestOneInput} of the part that the property {@code fuzz.target} names.
 */
public enum ParquetFuzz {
    /** The bytes of a footer, before a file of zeros. */
    FOOTER {
        @Override
        void run(byte[] input) {
            var tail = ByteBuffer.allocate(input.length + 8).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            tail.put(input).putInt(input.length).put(new byte[] {'P', 'A', 'R', '1'});
            allowingErrors(input, () -> {
                var summary = new ParquetFormat().summarize(new Tail(tail.array()), FormatOptions.NONE);
                var request =
                        new ScanRequest(summary.schema(), List.of(), domains(summary.schema()), FormatOptions.NONE);
                new ParquetFormat().split(summary, request, 1 << 20, file -> new Tail(tail.array()));
            });
        }
    },
    /** Headers of pages and Bloom filters, and the indexes. */
    HEADERS {
        @Override
        void run(byte[] input) {
            var slice = new Slice(Arrays.copyOf(input, input.length + Slice.SLACK), 0, input.length);
            allowingDamage(() -> PageHeader.read(slice));
            allowingDamage(() -> ColumnIndex.read(slice));
            allowingDamage(() -> OffsetIndex.read(slice));
            allowingErrors(
                    input,
                    () -> BloomFilter.read(
                            new BytesInput("fuzz", Arrays.copyOf(input, input.length + 100)),
                            new ColumnChunk.Extent(1, -1)));
        }
    },
    /** Values of every type in every encoding. */
    VALUES {
        @Override
        void run(byte[] input) {
            FuzzedValues.run(input);
        }
    },
    /** Levels and runs. */
    LEVELS {
        @Override
        void run(byte[] input) {
            FuzzedValues.runLevels(input);
        }
    },
    /** Compressed pages. */
    CODECS {
        @Override
        void run(byte[] input) {
            if (input.length < 3) {
                return;
            }
            var codec = Codec.of(input[0] & 7);
            var size = (input[1] & 0xff) << 8 | input[2] & 0xff;
            var slice = new Slice(Arrays.copyOf(input, input.length + Slice.SLACK), 3, input.length - 3);
            allowingDamage(() -> {
                if (codec == Codec.UNCOMPRESSED) {
                    return; // such pages are taken as they lie
                }
                codec.checkSize(slice, size);
                codec.decompress(slice, new byte[size + Slice.SLACK], size);
            });
        }
    },
    /** A whole file. */
    FILE {
        @Override
        void run(byte[] input) {
            read(input);
        }
    },
    /** A sound file with some bytes changed: which file, then places and values. */
    EDITS {
        @Override
        void run(byte[] input) {
            if (input.length < 2) {
                return;
            }
            var sound = Sound.FILES.get((input[0] & 0xff) % Sound.FILES.size()).clone();
            for (var at = 1; at + 3 <= input.length; at += 3) {
                var place = ((input[at] & 0xff) << 8 | input[at + 1] & 0xff) % sound.length;
                sound[sound.length - 1 - place] = input[at + 2];
            }
            read(sound);
        }
    };

    /** More rows say nothing new, and a few bytes can stand for billions. */
    private static final long MAX_ROWS = 50_000;

    abstract void run(byte[] input);

    /** Called by the fuzzer, which does not count this into the time of its first input. */
    public static void fuzzerInitialize() {
        EDITS.run(new byte[2]);
    }

    /** Called by the fuzzer. Without a property the first byte says which part it is. */
    public static void fuzzerTestOneInput(byte[] input) {
        var chosen = System.getProperty("fuzz.target");
        if (chosen != null) {
            valueOf(chosen.toUpperCase(Locale.ROOT)).run(input);
        } else if (input.length > 0) {
            List.of(values()).get((input[0] & 0xff) % values().length).run(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    /** Small files of all writers. */
    private static final class Sound {
        private static final List<byte[]> FILES = files();

        private static List<byte[]> files() {
            try {
                var files = new ArrayList<>(DamagedCorpus.soundFiles());
                for (var entry : Corpus.ofSpark()) {
                    if (entry.bytes().length < 7000) {
                        files.add(entry.bytes());
                    }
                }
                return files;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    interface Attempt {
        void run() throws IOException;
    }

    static void allowingDamage(Attempt attempt) {
        try {
            attempt.run();
        } catch (Damage | ArithmeticException expected) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void allowingErrors(byte[] input, Attempt attempt) {
        try {
            attempt.run();
        } catch (Damage | java.io.EOFException expected) {
            return;
        } catch (EngineException e) {
            var known = e.code() == ErrorCode.BAD_DATA
                    || e.code() == ErrorCode.NOT_SUPPORTED
                    || e.code() == ErrorCode.SCHEMA_MISMATCH;
            if (!known
                    || namesAnException(e.getMessage(), input)
                    || e.getMessage().contains("\n")) {
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not if the input does so: a column may have any name. */
    private static boolean namesAnException(String message, byte[] input) {
        var name = "Exception";
        return message.contains(name) && !new String(input, StandardCharsets.ISO_8859_1).contains(name);
    }

    private static void read(byte[] bytes) {
        var file = new BytesInput("fuzz.parquet", bytes);
        allowingErrors(bytes, () -> {
            var format = new ParquetFormat();
            var summary = format.summarize(file, FormatOptions.NONE);
            for (var domains : List.of(List.<ColumnDomain>of(), domains(summary.schema()))) {
                var request = new ScanRequest(summary.schema(), List.of(), domains, FormatOptions.NONE);
                for (var part : format.split(summary, request, 1 << 20, opened -> file)) {
                    var context =
                            new ReaderContext(1000, new MemoryPool(1L << 30), new OperatorMetrics(), Runnable::run);
                    try (var reader = format.open(file, part, request, context)) {
                        for (var rows = 0L; !reader.done() && rows < MAX_ROWS; ) {
                            var batch = reader.poll();
                            rows += batch == null ? 0 : batch.rows();
                            if (batch != null) {
                                Scans.rows(batch);
                            }
                        }
                    } catch (EngineException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        });
    }

    /** Conditions that let statistics, dictionaries, Bloom filters and indexes be looked at. */
    private static List<ColumnDomain> domains(Schema schema) {
        var domains = new ArrayList<ColumnDomain>();
        for (var i = 0; i < schema.size(); i++) {
            if (schema.type(i) == DataType.Scalar.BIGINT) {
                domains.add(new ColumnDomain(i, Domain.of(List.of(7L, 50L))));
            } else if (schema.type(i) == DataType.Scalar.VARCHAR) {
                domains.add(new ColumnDomain(i, Domain.range("text 3", true, null, true)));
            } else if (schema.type(i) == DataType.Scalar.DOUBLE) {
                domains.add(new ColumnDomain(i, Domain.range(null, true, 12.0, true)));
            }
        }
        return domains;
    }

    /** The end of a file that is otherwise zeros. */
    private record Tail(byte[] bytes) implements FileInput {
        private static final long LENGTH = 1 << 14;

        @Override
        public FileEntry file() {
            return new FileEntry("fuzz.parquet", Math.max(LENGTH, bytes.length + 4L), 0, List.of());
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) {
            var start = file().length() - bytes.length;
            var zeros = (int) Math.min(length, Math.max(0, start - position));
            Arrays.fill(target, offset, offset + zeros, (byte) 0);
            System.arraycopy(bytes, (int) (position + zeros - start), target, offset + zeros, length - zeros);
        }

        @Override
        public void close() {}
    }
}
