package io.weir.formats.parquet;

import io.weir.Nullable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Files with pages that are damaged, each in its own way. */
final class DamagedPages {
    private static final int K = DamagedCorpus.K;
    private static final int S = DamagedCorpus.S;
    private static final int D = DamagedCorpus.D;
    private static final int LIST = DamagedCorpus.LIST;

    private final List<DamagedFile> files = new ArrayList<>();
    private final byte[] plain = DamagedCorpus.plain();
    private final byte[] dictionary = DamagedCorpus.sound(WriterVersion.PARQUET_1_0, true, builder -> builder);
    private final byte[] second = DamagedCorpus.sound(WriterVersion.PARQUET_2_0, false, builder -> builder);
    private final byte[] snappy = DamagedCorpus.sound(
            WriterVersion.PARQUET_1_0, false, builder -> builder.withCompressionCodec(CompressionCodecName.SNAPPY));
    private final byte[] zstd = DamagedCorpus.sound(
            WriterVersion.PARQUET_2_0, false, builder -> builder.withCompressionCodec(CompressionCodecName.ZSTD));

    private DamagedPages() throws IOException {}

    static List<DamagedFile> files() throws IOException {
        var pages = new DamagedPages();
        pages.headers();
        pages.dictionaries();
        pages.levels();
        pages.values();
        pages.checksums();
        return pages.files;
    }

    private void add(String name, byte[] file, int column, int page, Tampering.Page change, @Nullable String error)
            throws IOException {
        var where = ": column " + List.of("k", "s", "d", "l").get(column) + ", row group 0 of";
        var errors = error == null ? List.<String>of() : List.of(error, where);
        files.add(new DamagedFile("page: " + name, Tampering.page(file, column, page, change), errors));
    }

    /** Changes nothing but the header. */
    private void header(
            String name,
            byte[] file,
            int column,
            java.util.function.Consumer<org.apache.parquet.format.PageHeader> change,
            @Nullable String error)
            throws IOException {
        add(
                name,
                file,
                column,
                0,
                (header, body) -> {
                    change.accept(header);
                    return body;
                },
                error);
    }

    private void headers() throws IOException {
        header("nothing but its place changed", plain, K, header -> {}, null);
        header("negative size", plain, K, header -> header.setCompressed_page_size(-1), "page of a negative size");
        header(
                "negative plain size",
                plain,
                K,
                header -> header.setUncompressed_page_size(-1),
                "page of a negative size");
        header(
                "larger than its column",
                plain,
                K,
                header -> header.setCompressed_page_size(1 << 30),
                "page of 1073741824 bytes where");
        header(
                "shorter than it is",
                plain,
                K,
                header -> header.setCompressed_page_size(399),
                "page ends before its values do");
        header(
                "huge when unpacked",
                snappy,
                K,
                header -> header.setUncompressed_page_size(1 << 30),
                "cannot hold 1073741824");
        header(
                "one more byte when unpacked",
                snappy,
                K,
                header -> header.setUncompressed_page_size(801),
                "page holds 800 bytes where 801 were announced");
        header(
                "one less byte when unpacked",
                zstd,
                S,
                header -> header.setUncompressed_page_size(header.getUncompressed_page_size() - 1),
                "page cannot be decompressed");
        header(
                "no values",
                plain,
                K,
                header -> header.getData_page_header().setNum_values(0),
                "column ends after 0 rows");
        header(
                "negative values",
                plain,
                K,
                header -> header.getData_page_header().setNum_values(-1),
                "page with a negative number of values");
        header(
                "fewer values",
                plain,
                K,
                header -> header.getData_page_header().setNum_values(50),
                "column ends after 50 rows");
        header(
                "more values",
                plain,
                K,
                header -> header.getData_page_header().setNum_values(101),
                "pages hold more values than 100");
        header(
                "unfit encoding",
                plain,
                D,
                header -> header.getData_page_header().setEncoding(Encoding.DELTA_BINARY_PACKED),
                "values of DOUBLE cannot be encoded as DELTA_BINARY_PACKED");
        header(
                "encoding of levels alone",
                plain,
                D,
                header -> header.getData_page_header().setEncoding(Encoding.BIT_PACKED),
                "values cannot be encoded as BIT_PACKED");
        header(
                "unfit encoding of levels",
                plain,
                S,
                header -> header.getData_page_header().setDefinition_level_encoding(Encoding.PLAIN),
                "levels cannot be encoded as PLAIN");
        header("of another kind", plain, K, header -> header.setType(PageType.INDEX_PAGE), "column ends after 0 rows");
        header(
                "negative levels",
                second,
                S,
                header -> header.getData_page_header_v2().setDefinition_levels_byte_length(-1),
                "levels of -1 bytes in a page");
        header(
                "levels longer than the page",
                second,
                S,
                header -> header.getData_page_header_v2().setDefinition_levels_byte_length(5000),
                "levels of 5000 bytes in a page");
        header(
                "wrong number of nulls",
                second,
                S,
                header -> header.getData_page_header_v2().setNum_nulls(77),
                null);
        header(
                "wrong number of rows",
                second,
                K,
                header -> header.getData_page_header_v2().setNum_rows(77),
                null);
    }

    private void dictionaries() throws IOException {
        header(
                "missing dictionary",
                plain,
                S,
                header -> header.getData_page_header().setEncoding(Encoding.RLE_DICTIONARY),
                "pages point to a dictionary that is not there");
        header(
                "fewer entries",
                dictionary,
                S,
                header -> header.getDictionary_page_header().setNum_values(3),
                "dictionary of 3 entries lacks one that a value points to");
        header(
                "more entries",
                dictionary,
                S,
                header -> header.getDictionary_page_header().setNum_values(90),
                "page ends before its values do");
        header(
                "endless entries",
                dictionary,
                S,
                header -> header.getDictionary_page_header().setNum_values(1 << 30),
                "dictionary of 1073741824 entries for fewer values");
        header(
                "negative entries",
                dictionary,
                S,
                header -> header.getDictionary_page_header().setNum_values(-3),
                "page with a negative number of values");
        header(
                "dictionary encoded by itself",
                dictionary,
                S,
                header -> header.getDictionary_page_header().setEncoding(Encoding.RLE_DICTIONARY),
                null);
        header(
                "no dictionary but another page",
                dictionary,
                S,
                header -> header.setType(PageType.INDEX_PAGE),
                "pages point to a dictionary that is not there");
        add("wide ids", dictionary, S, 1, (header, body) -> patched(body, valuesAt(body), 40), "bit width of 40");
        add(
                "ids missing",
                dictionary,
                S,
                1,
                (header, body) -> shortened(header, body, 10),
                "page ends before its values do");
    }

    /** Where the values begin in a page of version 1 with definition levels. */
    private static int valuesAt(byte[] body) {
        return 4 + LittleEndian.i32(body, 0);
    }

    private static byte[] patched(byte[] body, int at, int... values) {
        var patched = body.clone();
        for (var i = 0; i < values.length; i++) {
            patched[at + i] = (byte) values[i];
        }
        return patched;
    }

    private static byte[] shortened(org.apache.parquet.format.PageHeader header, byte[] body, int by) {
        header.setCompressed_page_size(body.length - by).setUncompressed_page_size(body.length - by);
        return Arrays.copyOf(body, body.length - by);
    }

    private void levels() throws IOException {
        add(
                "length of levels negative",
                plain,
                S,
                0,
                (header, body) -> patched(body, 0, 0xff, 0xff, 0xff, 0xff),
                "levels of -1 bytes in a page");
        add(
                "length of levels too large",
                plain,
                S,
                0,
                (header, body) -> patched(body, 0, 0, 0, 1, 0),
                "levels of 65536 bytes in a page");
        add("levels cut", plain, S, 0, (header, body) -> patched(body, 0, 1, 0, 0, 0), "empty run of values");
        add("empty run of levels", plain, S, 0, (header, body) -> patched(body, 4, 0, 1), "empty run of values");
        add(
                "run without an end",
                plain,
                S,
                0,
                (header, body) -> patched(body, 4, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
                "run length without an end");
        files.add(new DamagedFile(
                "page: billions of elements",
                endless(),
                List.of("rows of one batch hold more than", ": column l, row group 0 of")));
        add(
                "first row begins within a list",
                plain,
                LIST,
                0,
                (header, body) -> patched(body, 5, body[5] | 1),
                "column ends after 99 rows");
    }

    /** One list with as many nulls as a page can have. */
    private byte[] endless() throws IOException {
        var repetition = new byte[] {8, 0, 0, 0, 2, 0, -2, -1, -1, -1, 15, 1};
        var definition = new byte[] {6, 0, 0, 0, -2, -1, -1, -1, 15, 2};
        var body = Arrays.copyOf(repetition, repetition.length + definition.length);
        System.arraycopy(definition, 0, body, repetition.length, definition.length);
        var file = Tampering.page(plain, LIST, 0, (header, old) -> {
            header.getData_page_header().setNum_values(Integer.MAX_VALUE);
            header.setCompressed_page_size(body.length).setUncompressed_page_size(body.length);
            return body;
        });
        return Tampering.footer(
                file, footer -> Tampering.chunk(footer, LIST).getMeta_data().setNum_values(Integer.MAX_VALUE));
    }

    private void values() throws IOException {
        add(
                "text of a negative length",
                plain,
                S,
                0,
                (header, body) -> patched(body, valuesAt(body), 0xff, 0xff, 0xff, 0xff),
                "value of -1 bytes where");
        add(
                "text longer than the page",
                plain,
                S,
                0,
                (header, body) -> patched(body, valuesAt(body), 0, 0, 0x10, 0),
                "value of 1048576 bytes where");
        add(
                "values missing",
                plain,
                D,
                0,
                (header, body) -> shortened(header, body, 5),
                "page ends before its values do");
        add(
                "blocks of nothing",
                second,
                K,
                0,
                (header, body) -> patched(body, 0, 0x80, 0),
                "blocks of 0 differences in 4 parts");
        add(
                "blocks in no parts",
                second,
                K,
                0,
                (header, body) -> patched(body, 2, 0),
                "blocks of 128 differences in 0 parts");
        add("fewer differences", second, K, 0, (header, body) -> patched(body, 3, 7), "page ends before its values do");
        add(
                "differences of 65 bits",
                second,
                K,
                0,
                (header, body) -> patched(body, 6, 65),
                "page ends before its values do");
        add(
                "no bytes",
                snappy,
                K,
                0,
                (header, body) -> {
                    header.setCompressed_page_size(0);
                    return new byte[0];
                },
                "page of 0 bytes cannot hold 800");
    }

    private void checksums() throws IOException {
        header("wrong checksum", plain, K, header -> header.setCrc(12345), "checksum of a page does not match");
        header(
                "wrong checksum of a page of version 2",
                second,
                S,
                header -> header.setCrc(12345),
                "checksum of a page does not match");
        header(
                "wrong checksum of a dictionary",
                dictionary,
                S,
                header -> header.setCrc(12345),
                "checksum of a page does not match");
        header(
                "wrong checksum of a compressed page",
                snappy,
                D,
                header -> header.setCrc(12345),
                "checksum of a page does not match");
    }
}
